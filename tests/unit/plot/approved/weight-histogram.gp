set encoding utf8
set border 3 lw 0.8 lc rgb '#555555'
set tics nomirror out scale 0.6,0.35 font ',11'
set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'
set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'
set datafile missing '?'
set multiplot
unset key
set label 'deep-linear: 5 weights after epoch 2' at screen 0.0175,0.9500 noenhanced front font ',14' tc rgb '#222222'
set lmargin at screen 0.0875
set rmargin at screen 0.9850
set bmargin at screen 0.1250
set tmargin at screen 0.8300
set label 'weight' at screen 0.5363,0.0250 noenhanced front center
set label 'weights per bin' at screen 0.0150,0.4775 noenhanced front center rotate
set format '%g'
set xrange [-1.06667:1.06667]
set yrange [0:2.12]
$d1 << EOD
-0.966667 1
-0.9 0
-0.833333 0
-0.766667 0
-0.7 0
-0.633333 0
-0.566667 0
-0.5 0
-0.433333 0
-0.366667 0
-0.3 0
-0.233333 0
-0.166667 0
-0.1 0
-0.0333333 0
0.0333333 1
0.1 0
0.166667 0
0.233333 0
0.3 0
0.366667 0
0.433333 0
0.5 2
0.566667 0
0.633333 0
0.7 0
0.766667 0
0.833333 0
0.9 0
0.966667 1
EOD
$d2 << EOD
-0.533333 0
-0.533333 1
-0.466667 1
-0.466667 0
-0.4 0
-0.4 0
-0.333333 0
-0.333333 0
-0.266667 0
-0.266667 0
-0.2 0
-0.2 0
-0.133333 0
-0.133333 0
-0.0666667 0
-0.0666667 0
0 0
0 1
0.0666667 1
0.0666667 0
0.133333 0
0.133333 0
0.2 0
0.2 0
0.266667 0
0.266667 0
0.333333 0
0.333333 0
0.4 0
0.4 0
0.466667 0
0.466667 1
0.533333 1
0.533333 0
EOD
set boxwidth 0.0666667
set style fill solid 0.85 border rgb '#ffffff'
plot $d1 using 1:2 with boxes lc rgb '#0072B2' lw 0.8 notitle, \
     $d2 using 1:2 with lines lc rgb '#D55E00' lw 1.6 dt 1 notitle
unset label
set lmargin at screen 0.0000
set rmargin at screen 1.0000
set bmargin at screen 0.0000
set tmargin at screen 1.0000
unset border
unset tics
unset grid
unset colorbox
unset object
unset logscale
set xrange [0:1]
set yrange [0:1]
set key at screen 0.0175,0.9050 left top horizontal maxrows 1
plot NaN with boxes lc rgb '#0072B2' lw 0.8 title 'after epoch 2', \
     NaN with lines lc rgb '#D55E00' lw 1.6 dt 1 title 'epoch 0'
unset multiplot
