### Settings > Brand

brand-title = Brand
brand-lede = What your customers see on pages and in emails.
brand-from-file-note = Some settings come from the configuration file (gatehouse.toml). It overrides what you choose here, so those fields can’t be changed on this page.
brand-from-file = Set in gatehouse.toml
brand-preview = Preview
brand-look = Name and colors
brand-name = Name
brand-color = Brand color
brand-color-hint = A color code such as #3465c8. Sets hue and strength; lightness follows from the light and dark themes.
brand-hue = Hue
# $usual (String) - the usual value
brand-hue-hint = 0 to 359 degrees. Default: { $usual }.
brand-chroma = Strength
# $usual (String) - the usual value
brand-chroma-hint = 0 is gray, 350 the strongest. Default: { $usual }.
brand-radius = Corners
brand-radius-sharp = Sharp
brand-radius-soft = Slightly rounded
brand-radius-round = Round
brand-links = Links
brand-links-text = They appear at the bottom of every page. Help also appears in emails.
brand-mails = Emails
brand-sender = Sender name
brand-sender-hint = The address itself is set by the operator (mail_from).
brand-address = Postal address
brand-address-hint = At the bottom of every email, as many countries require. Up to 8 lines.
brand-people = Languages and theme
brand-theme = Theme for new visitors
brand-theme-auto = As on their device
brand-theme-light = Light
brand-theme-dark = Dark
brand-first-language = First language
brand-first-language-hint = For visitors whose own language you don’t offer.
brand-languages = Languages you offer
brand-logo = Logo
brand-logo-hint = PNG, JPEG or GIF (first frame), up to 256 KB. SVG isn’t accepted because it can contain scripts. Best: 128 pixels high, transparent background.
brand-logo-dark = Logo for dark pages
brand-logo-dark-hint = The same in colors that stand out on a dark background. Without it, the logo above is used.
brand-icon = Icon
brand-icon-hint = Square, at least 32 pixels; best 512. For browser tabs and phone home screens.
brand-sign-in-picture = Picture on the sign-in page
brand-sign-in-picture-hint = Beside the form on large screens. At least 200 pixels; best 1200 wide and 1600 high.
brand-file = File
brand-upload = Upload
brand-remove = Remove
brand-picture-saved = Picture saved.
brand-picture-removed = Picture removed. Emails already sent keep showing it.
event-brand-changed = Brand changed
audit-detail-setting = Setting
audit-detail-value = New value
audit-detail-value-before = Previous value
# $most (String) - the most
refusal-brand-name = Use no more than { $most } characters.
# $character (String) - the code of the character
refusal-brand-unprintable = There is a character that can’t be shown: { $character }. Delete it and what stands next to it, then type that part again.
# $lines (String) - the most lines
refusal-brand-address = Use no more than { $lines } lines and 500 characters.
refusal-brand-link = Enter a web address such as https://example.com.
refusal-brand-color = Enter a color code such as #3465c8.
refusal-brand-hue = Enter a hue from 0 to 359.
# $most (String) - the most
refusal-brand-chroma = Enter a strength from 0 to { $most }.
# $hue (String) - the nearest hue
# $chroma (String) - the nearest strength
refusal-brand-contrast = Some texts would be hard to read with this color (contrast below 4.5:1, WCAG AA). The nearest that works: hue { $hue }, strength { $chroma }.
refusal-brand-languages = Choose at least one language.
refusal-brand-from-file = This picture is set in gatehouse.toml and can only be changed there.
refusal-brand-changed = Someone else has changed the brand in the meantime. Reload the page and make your change again.
