set encoding utf8
set border 3 lw 0.8 lc rgb '#555555'
set tics nomirror out scale 0.6,0.35 font ',11'
set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'
set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'
set datafile missing '?'
set multiplot
unset key
set label 'deep-linear: forecast against step 0, 2 of 3 layers inside the 90 % band' at screen 0.0175,0.9524 noenhanced front font ',14' tc rgb '#222222'
set lmargin at screen 0.0875
set rmargin at screen 0.7850
set bmargin at screen 0.1981
set tmargin at screen 0.8810
set label 'layer, input to output' at screen 0.4363,0.0333 noenhanced front center
set label '' at screen 0.4363,0.1029 noenhanced front center
set label 'gradient norm (L2)' at screen 0.0150,0.5395 noenhanced front center rotate
set xrange [0.5:3.5]
set xtics ('dense_01' 1, 'dense_02' 2, 'output' 3) rotate by 45 right noenhanced font ',11'
set object polygon from 0.7,0.0004 to 1,0.0004 to 2,0.01 to 3,0.8 to 3.3,0.8 to 3.3,1.3 to 3,1.3 to 2,0.04 to 1,0.002 to 0.7,0.002 to 0.7,0.0004 behind fc rgb '#f9dcc4' fs solid noborder
$d1 << EOD
1 0.001
2 0.02
3 1
EOD
$d2 << EOD
1 0.0001
2 0.03
3 1.1
EOD
set logscale y
set yrange [1e-4:1e1]
set ytics 1e-4,1e1
set mytics 10
set format y '10^{%L}'
plot $d1 using 1:2 with lines lc rgb '#D55E00' lw 1.6 dt 2 notitle, \
     $d2 using 1:2 with linespoints pt 7 ps 0.35 lc rgb '#0072B2' lw 2.4 dt 1 notitle
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
set key at screen 0.8000,0.9000 left top vertical maxrows 3
plot NaN with lines lc rgb '#D55E00' lw 1.6 dt 2 title 'forecast, median', \
     NaN with linespoints pt 7 ps 0.35 lc rgb '#0072B2' lw 2.4 dt 1 title 'measured, step 0', \
     NaN with lines lc rgb '#f9dcc4' lw 9 title 'forecast, 90 %'
unset multiplot
