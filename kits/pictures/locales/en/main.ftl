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
# $width (String) - pixels across
# $height (String) - pixels down
refusal-logo-size = The logo is { $width } × { $height } pixels. The most is 200 × 64.
# $frames (String) - frames of the animation
refusal-logo-frames = The animation has { $frames } frames. The most is 30.
# $seconds (String) - seconds that the animation plays once
refusal-logo-plays = The animation plays for { $seconds } seconds. The most is 10.
refusal-logo-animated-png = Animated PNG files aren’t supported. Save the logo as a GIF, or as a PNG without animation.
refusal-logo-detailed = The animation has too much detail. Save it with fewer frames or colors.
