"""The templates: every module here registers drawings or textures; files are grouped by theme."""
