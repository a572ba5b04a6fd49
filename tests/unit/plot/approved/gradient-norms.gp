set encoding utf8
set border 3 lw 0.8 lc rgb '#555555'
set tics nomirror out scale 0.6,0.35 font ',11'
set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'
set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'
set datafile missing '?'
set multiplot
unset key
set label 'deep-linear: gradient norm of each weight matrix' at screen 0.0175,0.9545 noenhanced front font ',14' tc rgb '#222222'
set lmargin at screen 0.0875
set rmargin at screen 0.8640
set bmargin at screen 0.1136
set tmargin at screen 0.8818
set label 'epoch' at screen 0.4758,0.0227 noenhanced front center
set label 'gradient norm (L2)' at screen 0.0150,0.4977 noenhanced front center rotate
set xrange [-0.06:2.06]
set xtics 0,1
set format x '%.0f'
set arrow from first 2,graph 0 to first 2,graph 1 nohead back lw 0.8 dt 2 lc rgb '#888888'
set label 'exploded' at first 2,graph 1 right offset 0,0.5 font ',11' tc rgb '#888888'
$d1 << EOD
0 0.05
1 0.29
2 40.1
EOD
$d2 << EOD
0 0.3
1 0.72
2 1820
EOD
set logscale y
set yrange [1e-2:1e4]
set ytics 1e-2,1e1
set mytics 10
set format y '10^{%L}'
plot $d1 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#440154' lw 1.6 dt 1 notitle, \
     $d2 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#b0dc2f' lw 1.6 dt 1 notitle
unset label
unset arrow
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
set key at screen 0.8765,0.9000 left top vertical maxrows 24
plot NaN with linespoints pt 7 ps 0.35 lc rgb '#440154' lw 1.6 dt 1 title 'dense_01', \
     NaN with linespoints pt 7 ps 0.35 lc rgb '#b0dc2f' lw 1.6 dt 1 title 'output'
unset multiplot
