"""Item analysis: what the scores say of the items, and of what was learnt."""
