set encoding utf8
set border 3 lw 0.8 lc rgb '#555555'
set tics nomirror out scale 0.6,0.35 font ',11'
set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'
set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'
set datafile missing '?'
set multiplot
unset key
set label 'deep-linear: activations by layer' at screen 0.0175,0.9541 noenhanced front font ',14' tc rgb '#222222'
$d1 << EOD
0 -1 -0.95 0.1179
0 -0.95 -0.9 0.1179
0 -0.9 -0.85 0.1179
0 -0.85 -0.8 0.1179
0 -0.8 -0.75 0.1179
0 -0.75 -0.7 0.1179
0 -0.7 -0.65 0.1179
0 -0.65 -0.6 0.1179
0 -0.6 -0.55 0.1667
0 -0.55 -0.5 0.1667
0 -0.5 -0.45 0.1667
0 -0.45 -0.4 0.1667
0 -0.4 -0.35 0.1667
0 -0.35 -0.3 0.1667
0 -0.3 -0.25 0.1667
0 -0.25 -0.2 0.1667
0 -0.2 -0.15 0.2041
0 -0.15 -0.1 0.2041
0 -0.1 -0.05 0.2041
0 -0.05 6.93889e-17 0.2041
0 0 0.05 0.2041
0 0.05 0.1 0.2041
0 0.1 0.15 0.2041
0 0.15 0.2 0.2041
0 0.2 0.25 0.1667
0 0.25 0.3 0.1667
0 0.3 0.35 0.1667
0 0.35 0.4 0.1667
0 0.4 0.45 0.1667
0 0.45 0.5 0.1667
0 0.5 0.55 0.1667
0 0.55 0.6 0.1667
0 0.6 0.65 0.1179
0 0.65 0.7 0.1179
0 0.7 0.75 0.1179
0 0.75 0.8 0.1179
0 0.8 0.85 0.1179
0 0.85 0.9 0.1179
0 0.9 0.95 0.1179
0 0.95 1 0.1179
1 0 0.05 1
EOD
$d2 << EOD
0 -1 -0.95 0.1179
0 -0.95 -0.9 0.1179
0 -0.9 -0.85 0.1179
0 -0.85 -0.8 0.1179
0 -0.8 -0.75 0.1179
0 -0.75 -0.7 0.1179
0 -0.7 -0.65 0.1179
0 -0.65 -0.6 0.1179
0 -0.6 -0.55 0.1667
0 -0.55 -0.5 0.1667
0 -0.5 -0.45 0.1667
0 -0.45 -0.4 0.1667
0 -0.4 -0.35 0.1667
0 -0.35 -0.3 0.1667
0 -0.3 -0.25 0.1667
0 -0.25 -0.2 0.1667
0 -0.2 -0.15 0.2041
0 -0.15 -0.1 0.2041
0 -0.1 -0.05 0.2041
0 -0.05 6.93889e-17 0.2041
0 0 0.05 0.2041
0 0.05 0.1 0.2041
0 0.1 0.15 0.2041
0 0.15 0.2 0.2041
0 0.2 0.25 0.1667
0 0.25 0.3 0.1667
0 0.3 0.35 0.1667
0 0.35 0.4 0.1667
0 0.4 0.45 0.1667
0 0.45 0.5 0.1667
0 0.5 0.55 0.1667
0 0.55 0.6 0.1667
0 0.6 0.65 0.1179
0 0.65 0.7 0.1179
0 0.7 0.75 0.1179
0 0.75 0.8 0.1179
0 0.8 0.85 0.1179
0 0.85 0.9 0.1179
0 0.9 0.95 0.1179
0 0.95 1 0.1179
1 1.95 2 1
EOD
set palette defined (0 '#440154', 1 '#482475', 2 '#414487', 3 '#355f8d', 4 '#2a788e', 5 '#21918c', 6 '#22a884', 7 '#44bf70', 8 '#7ad151', 9 '#bddf26', 10 '#fde725')
set palette negative
set border 15
unset grid
set tics out
set xrange [-0.5:1.5]
set xtics ('dense_01' 0, 'output' 1) noenhanced rotate by 60 right scale 0.4 font ',11'
set yrange [-1:2]
set cbrange [0:1]
set cbtics ('0' 0, '25 %%' 0.5, '100 %%' 1) font ',11'
set colorbox vertical user origin screen 0.8625,0.2569 size screen 0.0200,0.5734
set label 'activation' at screen 0.0175,0.5436 noenhanced front center rotate
set label 'share of the layer''s entries' at screen 0.9850,0.5436 noenhanced front center rotate
set lmargin at screen 0.0900
set rmargin at screen 0.4562
set bmargin at screen 0.2569
set tmargin at screen 0.8303
set label 'before training' at screen 0.2731,0.8578 noenhanced front center font ',12' tc rgb '#222222'
set format y '%g'
plot $d1 using 1:2:($1-0.5):($1+0.5):2:3:4 with boxxyerror fs solid 1 noborder lc palette notitle
unset label
unset colorbox
set lmargin at screen 0.4788
set rmargin at screen 0.8450
set bmargin at screen 0.2569
set tmargin at screen 0.8303
set label 'after epoch 2' at screen 0.6619,0.8578 noenhanced front center font ',12' tc rgb '#222222'
set format y ''
plot $d2 using 1:2:($1-0.5):($1+0.5):2:3:4 with boxxyerror fs solid 1 noborder lc palette notitle
unset label
unset colorbox
unset multiplot
