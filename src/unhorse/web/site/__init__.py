"""The competition's web site: accounts, teams, entries, guesses, and the organiser's desk, as thin pages over `competition`."""
