"""The spine: Item, its versions, comments, readings and search."""
