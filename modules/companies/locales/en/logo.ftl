### Company logo (COM-9)

event-logo-set = Company logo changed
event-logo-removed = Company logo removed
logo = Company logo
logo-lede = Shown to your company’s users at the top of its pages, and to nobody else.
logo-none = No logo yet
logo-file = File
logo-hint = PNG, JPEG or GIF, up to 200 pixels wide, 64 high and 256 KB. A GIF may have 30 frames and play for 10 seconds.
logo-change = Change logo
logo-upload = Upload logo
logo-saved = Logo saved.
logo-remove = Remove logo
logo-removed = Logo removed.
