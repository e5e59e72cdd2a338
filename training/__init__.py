"""How the models in `models/` are made: one script each, `python -m training.NAME --data FOLDER`."""
