### Files that people send

# $files (Number) - the most files; $size (String) - the most of each
upload-hint = Up to { $files } files of up to { $size } each. An interrupted upload continues where it stopped.
upload-list = Files
upload-waiting = Waiting
upload-sending = Uploading
upload-paused = Paused
upload-retrying = Connection lost. Trying again…
upload-choose-again = Not finished. Choose the same file again to continue.
upload-done = Uploaded
upload-failed = The upload failed. Remove the file, or try again.
upload-busy = A file is still being uploaded. Leave this page?
# $files (Number) - the most files
upload-too-many = No more than { $files } files can be added here.
# $size (String) - the most of one file
upload-too-large = This file is too large. The limit is { $size }.
upload-pause = Pause
upload-continue = Continue
upload-remove = Remove
upload-receipt = SHA-256 of the uploaded file
# $size (String) - the most of one file
upload-without-script = JavaScript is off. Files are sent together with the form then, up to { $size } each, and an interrupted upload starts over.
scan-clean = No threats found
scan-running = Being scanned
scan-none = Not scanned. Support decides whether to open it.
scan-infected = Malware found. Nobody can open this file.
scan-not-possible = Can’t be scanned. Support decides whether to open it.
scan-vouched = Not scanned. Support sent this file and vouches for it.
# $n (String) - a number
size-bytes = { $n } bytes
size-kb = { $n } KB
size-mb = { $n } MB
size-gb = { $n } GB
fetch-over = This link has expired. Go back to the page you came from and choose the file again.

send-title = Send files
send-lede = Support asked for these files. They’re added to your request.
# $files (Number) - how many may still come; $size (String) - how much; $when (String) - until when
send-left = Files left: { $files }, up to { $size } in all, until { $when }.
send-full = All files have been sent. You can close this page.
send-field = Files
send-button = Send
send-sent = Files received
send-pin = PIN
send-pin-hint = You received it from support, but not in the email with this link.
send-pin-button = Continue
send-terminal = From a server without a browser
send-terminal-text = Run this command there, with the name of your file:
send-terminal-pin = Add -H Upload-Pin:PIN to the command, with the PIN itself.
