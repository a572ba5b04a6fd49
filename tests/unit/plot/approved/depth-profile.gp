set encoding utf8
set border 3 lw 0.8 lc rgb '#555555'
set tics nomirror out scale 0.6,0.35 font ',11'
set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'
set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'
set datafile missing '?'
set multiplot
unset key
set label 'deep-linear: gradient norm against depth' at screen 0.0175,0.9524 noenhanced front font ',14' tc rgb '#222222'
set lmargin at screen 0.0875
set rmargin at screen 0.8550
set bmargin at screen 0.1981
set tmargin at screen 0.8810
set label 'layer, input to output' at screen 0.4713,0.0333 noenhanced front center
set label '' at screen 0.4713,0.1029 noenhanced front center
set label 'gradient norm (L2)' at screen 0.0150,0.5395 noenhanced front center rotate
set xrange [0.5:2.5]
set xtics ('dense_01' 1, 'output' 2) rotate by 45 right noenhanced font ',11'
$d1 << EOD
1 0.05
2 0.3
EOD
$d2 << EOD
1 0.29
2 0.72
EOD
$d3 << EOD
1 40.1
2 1820
EOD
set logscale y
set yrange [1e-2:1e4]
set ytics 1e-2,1e1
set mytics 10
set format y '10^{%L}'
plot $d1 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#440154' lw 1.6 dt 1 notitle, \
     $d2 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#26828d' lw 1.6 dt 1 notitle, \
     $d3 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#b0dc2f' lw 1.6 dt 1 notitle
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
set key at screen 0.8700,0.9000 left top vertical maxrows 6
plot NaN with linespoints pt 7 ps 0.35 lc rgb '#440154' lw 1.6 dt 1 title 'epoch 0', \
     NaN with linespoints pt 7 ps 0.35 lc rgb '#26828d' lw 1.6 dt 1 title 'epoch 1', \
     NaN with linespoints pt 7 ps 0.35 lc rgb '#b0dc2f' lw 1.6 dt 1 title 'epoch 2'
unset multiplot
