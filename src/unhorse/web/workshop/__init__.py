"""The work queue of a competition: handed-in entries, and the jobs that workers on one or many machines claim."""
