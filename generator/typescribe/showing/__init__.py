"""One type of a model -> what people and programs read of it."""
