"""A client of the shop; its messages are in `shop_messages`."""
