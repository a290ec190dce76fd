### The icon of a product

event-product-icon-changed = Product icon changed
product-icon = Icon
product-icon-file = File
product-icon-hint = PNG, JPEG or GIF, square, at least 32 pixels; best 128. Up to 256 KB.
product-icon-upload = Upload
product-icon-remove = Remove the icon
product-icon-saved = Icon saved.
product-icon-removed = Icon removed.
