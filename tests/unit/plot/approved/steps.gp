set encoding utf8
set border 3 lw 0.8 lc rgb '#555555'
set tics nomirror out scale 0.6,0.35 font ',11'
set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'
set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'
set datafile missing '?'
set multiplot
unset key
set label 'deep-linear: loss and gradient norm by step' at screen 0.0175,0.9600 noenhanced front font ',14' tc rgb '#222222'
set xrange [-0.06:2.06]
set xtics 0,1
set format x '%.0f'
set lmargin at screen 0.0875
set rmargin at screen 0.9800
set bmargin at screen 0.5480
set tmargin at screen 0.9000
set label '' at screen 0.5337,0.4680 noenhanced front center
set label 'batch loss' at screen 0.0150,0.7240 noenhanced front center rotate
set format x ''
$d1 << EOD
0 2
1 2
2 2
EOD
unset logscale y
set yrange [1.9:2.1]
set ytics autofreq
unset mytics
set format y '%g'
plot $d1 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#0072B2' lw 0.8 dt 1 notitle
unset label
unset arrow
set lmargin at screen 0.0875
set rmargin at screen 0.9800
set bmargin at screen 0.1000
set tmargin at screen 0.4520
set label 'step' at screen 0.5337,0.0200 noenhanced front center
set label 'total gradient norm (L2)' at screen 0.0150,0.2760 noenhanced front center rotate
set format x '%.0f'
$d2 << EOD
0 1
1 100
2 1
EOD
$d3 << EOD
0 1
1 1
2 1
EOD
set logscale y
set yrange [1e0:1e2]
set ytics 1e0,1e1
set mytics 10
set format y '10^{%L}'
plot $d2 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#D55E00' lw 0.8 dt 1 notitle, \
     $d3 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#0072B2' lw 0.8 dt 1 notitle
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
set key at screen 0.0750,0.5120 left top horizontal maxrows 1
plot NaN with linespoints pt 7 ps 0.35 lc rgb '#D55E00' lw 0.8 dt 1 title 'before clipping', \
     NaN with linespoints pt 7 ps 0.35 lc rgb '#0072B2' lw 0.8 dt 1 title 'after clipping'
unset multiplot
