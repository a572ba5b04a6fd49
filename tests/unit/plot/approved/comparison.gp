set encoding utf8
set border 3 lw 0.8 lc rgb '#555555'
set tics nomirror out scale 0.6,0.35 font ',11'
set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'
set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'
set datafile missing '?'
set multiplot
unset key
set label '2 runs compared' at screen 0.0175,0.9424 noenhanced front font ',14' tc rgb '#222222'
set xrange [-0.06:2.06]
set xtics 0,1
set format x '%.0f'
set lmargin at screen 0.0900
set rmargin at screen 0.3242
set bmargin at screen 0.1441
set tmargin at screen 0.7954
set label 'epoch' at screen 0.2071,0.0288 noenhanced front center
set label 'training loss' at screen 0.0175,0.4697 noenhanced front center rotate
$d1 << EOD
1 0.9
2 44370
EOD
$d2 << EOD
1 0.9
2 44370
EOD
set logscale y
set yrange [1e-1:1e5]
set ytics 1e-1,1e1
set mytics 10
set format y '10^{%L}'
plot $d1 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#0072B2' lw 1.6 dt 1 notitle, \
     $d2 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#D55E00' lw 1.6 dt 1 notitle
unset label
unset arrow
set lmargin at screen 0.4192
set rmargin at screen 0.6533
set bmargin at screen 0.1441
set tmargin at screen 0.7954
set label 'epoch' at screen 0.5363,0.0288 noenhanced front center
set label 'validation accuracy' at screen 0.3467,0.4697 noenhanced front center rotate
$d3 << EOD
0 0.09
1 0.79
2 0.58
EOD
$d4 << EOD
0 0.09
1 0.79
2 0.58
EOD
unset logscale y
set yrange [0.055:0.825]
set ytics autofreq
unset mytics
set format y '%g'
plot $d3 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#0072B2' lw 1.6 dt 1 notitle, \
     $d4 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#D55E00' lw 1.6 dt 1 notitle
unset label
unset arrow
set lmargin at screen 0.7483
set rmargin at screen 0.9825
set bmargin at screen 0.1441
set tmargin at screen 0.7954
set label 'epoch' at screen 0.8654,0.0288 noenhanced front center
set label 'largest gradient norm (L2)' at screen 0.6758,0.4697 noenhanced front center rotate
$d5 << EOD
0 9
1 9
2 2000
EOD
$d6 << EOD
0 9
1 9
2 1820
EOD
set logscale y
set yrange [1e0:1e4]
set ytics 1e0,1e1
set mytics 10
set format y '10^{%L}'
plot $d5 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#0072B2' lw 1.6 dt 1 notitle, \
     $d6 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#D55E00' lw 1.6 dt 1 notitle
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
set key at screen 0.0175,0.8963 left top horizontal maxrows 1
plot NaN with linespoints pt 7 ps 0.35 lc rgb '#0072B2' lw 1.6 dt 1 title 'deep-linear', \
     NaN with linespoints pt 7 ps 0.35 lc rgb '#D55E00' lw 1.6 dt 1 title 'deep-linear-clipped'
unset multiplot
