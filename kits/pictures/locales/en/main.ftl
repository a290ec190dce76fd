### Why a picture is not taken

refusal-missing = Choose a file.
# $kilobytes (String) - the most kilobytes
refusal-bytes = The file is larger than { $kilobytes } KB.
refusal-format = Choose a PNG, JPEG or GIF file.
refusal-broken = This file can’t be read as a picture. Save it again in your graphics program, or choose another file.
# $width (String) - pixels across
# $height (String) - pixels down
refusal-pixels = The picture is { $width } × { $height } pixels. The most is 4096 on a side and 4 million in all.
# $width (String) - pixels across
# $height (String) - pixels down
refusal-small = The picture is only { $width } × { $height } pixels. Choose a larger one.
