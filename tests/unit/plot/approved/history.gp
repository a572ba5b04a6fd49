set encoding utf8
set border 3 lw 0.8 lc rgb '#555555'
set tics nomirror out scale 0.6,0.35 font ',11'
set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'
set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'
set datafile missing '?'
set multiplot
unset key
set label 'deep-linear: loss and accuracy by epoch' at screen 0.0175,0.9429 noenhanced front font ',14' tc rgb '#222222'
set xrange [-0.06:2.06]
set xtics 0,1
set format x '%.0f'
set lmargin at screen 0.0875
set rmargin at screen 0.4900
set bmargin at screen 0.1429
set tmargin at screen 0.7829
set label 'epoch' at screen 0.2888,0.0286 noenhanced front center
set label 'loss' at screen 0.0150,0.4629 noenhanced front center rotate
set arrow from first 2,graph 0 to first 2,graph 1 nohead back lw 0.8 dt 2 lc rgb '#888888'
set label 'exploded' at first 2,graph 1 right offset 0,0.5 font ',11' tc rgb '#888888'
$d1 << EOD
1 0.9
2 44370
EOD
$d2 << EOD
0 2.4
1 0.7
2 17
EOD
$d3 << EOD
0 2.3
1 0.69
2 16.4
EOD
set logscale y
set yrange [1e-1:1e5]
set ytics 1e-1,1e1
set mytics 10
set format y '10^{%L}'
plot $d1 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#56B4E9' lw 1 dt 2 notitle, \
     $d2 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#0072B2' lw 1.6 dt 1 notitle, \
     $d3 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#D55E00' lw 1.6 dt 1 notitle
unset label
unset arrow
set lmargin at screen 0.5850
set rmargin at screen 0.9850
set bmargin at screen 0.1429
set tmargin at screen 0.7829
set label 'epoch' at screen 0.7850,0.0286 noenhanced front center
set label 'accuracy' at screen 0.5125,0.4629 noenhanced front center rotate
set arrow from first 2,graph 0 to first 2,graph 1 nohead back lw 0.8 dt 2 lc rgb '#888888'
set label 'exploded' at first 2,graph 1 right offset 0,0.5 font ',11' tc rgb '#888888'
$d4 << EOD
1 0.71
2 0.59
EOD
$d5 << EOD
0 0.08
1 0.78
2 0.57
EOD
$d6 << EOD
0 0.559
EOD
$d7 << EOD
0 0.09
1 0.79
2 0.58
EOD
$d8 << EOD
0 0.559
EOD
unset logscale y
set yrange [0.559:0.801]
set ytics autofreq
unset mytics
set format y '%g'
plot $d4 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#56B4E9' lw 1 dt 2 notitle, \
     $d5 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#0072B2' lw 1.6 dt 1 notitle, \
     $d6 using 1:2 with points pt 11 ps 0.7 lc rgb '#0072B2' lw 1.6 dt 1 notitle, \
     $d7 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#D55E00' lw 1.6 dt 1 notitle, \
     $d8 using 1:2 with points pt 11 ps 0.7 lc rgb '#D55E00' lw 1.6 dt 1 notitle
unset label
unset arrow
set label '▼ below the axis' at screen 0.9825,0.0371 noenhanced front right font ',11' tc rgb '#888888'
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
set key at screen 0.0175,0.8914 left top horizontal maxrows 1
plot NaN notitle, \
     NaN with linespoints pt 7 ps 0.35 lc rgb '#56B4E9' lw 1 dt 2 title 'training, running mean', \
     NaN with linespoints pt 7 ps 0.35 lc rgb '#0072B2' lw 1.6 dt 1 title 'training, after the epoch', \
     NaN with linespoints pt 7 ps 0.35 lc rgb '#D55E00' lw 1.6 dt 1 title 'validation'
unset multiplot
