"""Who answers questions: people through the survey, and machines through the same records."""
