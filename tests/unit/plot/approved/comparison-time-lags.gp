set encoding utf8
set border 3 lw 0.8 lc rgb '#555555'
set tics nomirror out scale 0.6,0.35 font ',11'
set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'
set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'
set datafile missing '?'
set multiplot
unset key
set label 'Gradient norm against time lag' at screen 0.0175,0.9440 noenhanced front font ',14' tc rgb '#222222'
set lmargin at screen 0.0900
set rmargin at screen 0.5275
set bmargin at screen 0.1569
set tmargin at screen 0.7619
set label 'time lag: steps before the last' at screen 0.3088,0.0448 noenhanced front center
set label 'gradient norm of the state (L2)' at screen 0.0175,0.4594 noenhanced front center rotate
set label 'before training' at screen 0.0900,0.7899 noenhanced front font ',11' tc rgb '#222222'
set xrange [-0.09:3.09]
set xtics 0,1
set format x '%.0f'
$d1 << EOD
0 0.1
1 0.01
2 0.001
EOD
$d2 << EOD
3 0.001
EOD
$d3 << EOD
0 0.1
1 0.09
2 0.08
EOD
set logscale y
set yrange [1e-3:1e2]
set ytics 1e-3,1e1
set mytics 10
set format y '10^{%L}'
plot $d1 using 1:2 with lines lc rgb '#0072B2' lw 1.6 dt 1 notitle, \
     $d2 using 1:2 with points pt 11 ps 0.7 lc rgb '#0072B2' lw 1.6 dt 1 notitle, \
     $d3 using 1:2 with lines lc rgb '#009E73' lw 1.6 dt 1 notitle
unset label
unset arrow
set lmargin at screen 0.5450
set rmargin at screen 0.9825
set bmargin at screen 0.1569
set tmargin at screen 0.7619
set label 'time lag: steps before the last' at screen 0.7638,0.0448 noenhanced front center
set label '' at screen 0.4725,0.4594 noenhanced front center rotate
set label 'after the last epoch' at screen 0.5450,0.7899 noenhanced front font ',11' tc rgb '#222222'
set xrange [-0.09:3.09]
set xtics 0,1
set format x '%.0f'
$d4 << EOD
0 0.3
1 30
EOD
$d5 << EOD
2 100
3 100
EOD
$d6 << EOD
0 0.1
1 0.09
2 0.08
EOD
set logscale y
set yrange [1e-3:1e2]
set ytics 1e-3,1e1
set mytics 10
set format y ''
plot $d4 using 1:2 with lines lc rgb '#0072B2' lw 1.6 dt 1 notitle, \
     $d5 using 1:2 with points pt 2 ps 0.7 lc rgb '#0072B2' lw 1.6 dt 1 notitle, \
     $d6 using 1:2 with lines lc rgb '#009E73' lw 1.6 dt 1 notitle
unset label
unset arrow
set label '× not finite' at screen 0.0175,0.0364 noenhanced front left font ',11' tc rgb '#888888'
set label '▼ zero' at screen 0.9825,0.0364 noenhanced front right font ',11' tc rgb '#888888'
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
set key at screen 0.0175,0.8992 left top horizontal maxrows 1
plot NaN notitle, \
     NaN with lines lc rgb '#0072B2' lw 1.6 dt 1 title 'rnn', \
     NaN with lines lc rgb '#009E73' lw 1.6 dt 1 title 'lstm'
unset multiplot
