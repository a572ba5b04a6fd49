set encoding utf8
set border 3 lw 0.8 lc rgb '#555555'
set tics nomirror out scale 0.6,0.35 font ',11'
set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'
set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'
set datafile missing '?'
set multiplot
unset key
set label 'deep-linear: size of the gradient''s entries by layer' at screen 0.0175,0.9541 noenhanced front font ',14' tc rgb '#222222'
$d1 << EOD
0 -4 -3.75 0.7071
0 -3.75 -3.5 0.4082
1 -2 -1.75 0.3162
1 -1.75 -1.5 0.7746
1 -1.5 -1.25 0.4472
EOD
$d2 << EOD
0 -6 -5.75 0.7071
0 -5.75 -5.5 0.4082
1 -2 -1.75 0.3162
1 -1.75 -1.5 0.7746
1 -1.5 -1.25 0.4472
EOD
set palette defined (0 '#440154', 1 '#482475', 2 '#414487', 3 '#355f8d', 4 '#2a788e', 5 '#21918c', 6 '#22a884', 7 '#44bf70', 8 '#7ad151', 9 '#bddf26', 10 '#fde725')
set palette negative
set border 15
unset grid
set tics out
set xrange [-0.5:1.5]
set xtics ('dense_01' 0, 'output' 1) noenhanced rotate by 60 right scale 0.4 font ',11'
set yrange [-6:-1.25]
set cbrange [0:0.7746]
set cbtics ('0' 0, '15 %%' 0.3873, '60 %%' 0.7746) font ',11'
set colorbox vertical user origin screen 0.8625,0.2569 size screen 0.0200,0.5734
set ytics 1
set label 'size of the entries' at screen 0.0175,0.5436 noenhanced front center rotate
set label 'share of the layer''s entries' at screen 0.9850,0.5436 noenhanced front center rotate
set lmargin at screen 0.0900
set rmargin at screen 0.4562
set bmargin at screen 0.2569
set tmargin at screen 0.8303
set label 'before training' at screen 0.2731,0.8578 noenhanced front center font ',12' tc rgb '#222222'
set format y '10^{%.0f}'
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
