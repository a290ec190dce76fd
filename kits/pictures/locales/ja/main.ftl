### 画像を受け付けない理由

refusal-missing = ファイルを選択してください。
refusal-bytes = ファイルが { $kilobytes } KB を超えています。
refusal-format = PNG、JPEG、GIF のいずれかのファイルを選択してください。
refusal-broken = このファイルは画像として読み込めません。画像ソフトで保存し直すか、ほかのファイルを選択してください。
refusal-pixels = 画像は { $width } × { $height } ピクセルです。1 辺 4096 ピクセル、合計 400 万ピクセルまでにしてください。
refusal-small = 画像は { $width } × { $height } ピクセルしかありません。より大きな画像を選択してください。
refusal-logo-size = ロゴは { $width } × { $height } ピクセルです。200 × 64 ピクセルまでにしてください。
refusal-logo-frames = アニメーションは { $frames } フレームあります。30 フレームまでにしてください。
refusal-logo-plays = アニメーションの再生時間は { $seconds } 秒です。10 秒までにしてください。
refusal-logo-animated-png = アニメーション PNG には対応していません。GIF、またはアニメーションのない PNG で保存し直してください。
refusal-logo-detailed = アニメーションのデータ量が多すぎます。フレーム数か色数を減らして保存し直してください。
