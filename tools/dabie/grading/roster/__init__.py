"""The roster: who should hand in, held against who did."""
