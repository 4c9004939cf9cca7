"""Maps: what lies where on one page, and the divisions kept by the organisations that own them."""
