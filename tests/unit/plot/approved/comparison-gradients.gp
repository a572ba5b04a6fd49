set encoding utf8
set border 3 lw 0.8 lc rgb '#555555'
set tics nomirror out scale 0.6,0.35 font ',11'
set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'
set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'
set datafile missing '?'
set multiplot
unset key
set label 'Gradient norm of each weight matrix' at screen 0.0175,0.9248 noenhanced front font ',14' tc rgb '#222222'
set xrange [-0.06:2.06]
set xtics 0,1
set format x '%.0f'
set palette defined (0 '#440154', 1 '#482071', 2 '#433c83', 3 '#39558b', 4 '#2f6c8e', 5 '#26828d', 6 '#21978a', 7 '#27ac81', 8 '#46c06f', 9 '#76d053', 10 '#b0dc2f')
set cbrange [0:1]
set cbtics ('first layer' 0, 'last layer' 1) font ',11'
set colorbox user origin screen 0.8575,0.1955 size screen 0.015,0.5940
set lmargin at screen 0.0875
set rmargin at screen 0.4525
set bmargin at screen 0.1955
set tmargin at screen 0.7895
set label 'epoch' at screen 0.2700,0.0451 noenhanced front center
set label 'gradient norm (L2)' at screen 0.0150,0.4925 noenhanced front center rotate
set label 'deep-linear' at screen 0.0875,0.8271 noenhanced front font ',11' tc rgb '#222222'
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
plot $d1 using 1:2 with lines lc palette cb 0 lw 1 notitle, \
     $d2 using 1:2 with lines lc palette cb 1 lw 1 notitle
unset label
unset arrow
unset colorbox
set lmargin at screen 0.4725
set rmargin at screen 0.8375
set bmargin at screen 0.1955
set tmargin at screen 0.7895
set label 'epoch' at screen 0.6550,0.0451 noenhanced front center
set label '' at screen 0.4000,0.4925 noenhanced front center rotate
set label 'deep-linear-clipped' at screen 0.4725,0.8271 noenhanced front font ',11' tc rgb '#222222'
$d3 << EOD
0 0.05
1 0.29
2 40.1
EOD
$d4 << EOD
0 0.3
1 0.72
2 1820
EOD
set logscale y
set yrange [1e-2:1e4]
set ytics 1e-2,1e1
set mytics 10
set format y ''
plot $d3 using 1:2 with lines lc palette cb 0 lw 1 notitle, \
     $d4 using 1:2 with lines lc palette cb 1 lw 1 notitle
unset label
unset arrow
unset colorbox
unset multiplot
