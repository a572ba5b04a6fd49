set encoding utf8
set border 3 lw 0.8 lc rgb '#555555'
set tics nomirror out scale 0.6,0.35 font ',11'
set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'
set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'
set datafile missing '?'
set multiplot
unset key
set label 'log10 of first to last layer''s gradient norm at step 0, mean over 2 seeds' at screen 0.0226,0.9043 noenhanced front font ',12' tc rgb '#222222'
set label 'log10-gradient-ratio' at screen 0.7374,0.5000 noenhanced front center rotate
set palette defined (0 '#2166ac', 1 '#67a9cf', 2 '#d1e5f0', 3 '#f7f7f7', 4 '#fddbc7', 5 '#ef8a62', 6 '#b2182b')
set border 0
unset grid
set xrange [-0.5:1.5]
set yrange [1.5:-0.5]
set xtics ('sigmoid' 0, 'relu' 1) noenhanced scale 0 font ',11'
set cbrange [-6:6]
set cbtics font ',11'
set format cb '%g'
set colorbox user origin screen 0.6342,0.2979 size screen 0.0226,0.3830
set object 1 rectangle from graph 0,0 to graph 1,1 behind fc rgb '#d9d9d9' fs solid noborder
set lmargin at screen 0.2200
set rmargin at screen 0.4013
set bmargin at screen 0.2979
set tmargin at screen 0.6809
set label 'activation' at screen 0.3106,0.0851 noenhanced front center
set label 'init' at screen 0.0226,0.4894 noenhanced front center rotate
set label 'depth 5' at screen 0.3106,0.7447 noenhanced front center font ',12' tc rgb '#222222'
set ytics ('glorot-uniform' 0, 'he-normal' 1) noenhanced scale 0 font ',11'
set label '-6.0' at screen 0.2653,0.5851 noenhanced front center font ',11' tc rgb '#ffffff'
set label '-1.0' at screen 0.3560,0.5851 noenhanced front center font ',11' tc rgb '#111111'
set label '-5.0' at screen 0.2653,0.4255 noenhanced front center font ',11' tc rgb '#ffffff'
set label '1 of 2' at screen 0.2653,0.3457 noenhanced front center font ',11' tc rgb '#ffffff'
set label '0.5' at screen 0.3560,0.3936 noenhanced front center font ',11' tc rgb '#111111'
$d1 << EOD
0 0 -6
1 0 -1
0 1 -5
1 1 0.5
EOD
plot $d1 using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with boxxyerror fs solid 1 border lc rgb '#ffffff' lc palette notitle
unset label
unset colorbox
set lmargin at screen 0.4303
set rmargin at screen 0.6116
set bmargin at screen 0.2979
set tmargin at screen 0.6809
set label 'activation' at screen 0.5210,0.0851 noenhanced front center
set label 'depth 20' at screen 0.5210,0.7447 noenhanced front center font ',12' tc rgb '#222222'
unset ytics
set label '-inf' at screen 0.4756,0.5851 noenhanced front center font ',11' tc rgb '#333333'
set label '-4.0' at screen 0.5663,0.5851 noenhanced front center font ',11' tc rgb '#111111'
set label 'failed' at screen 0.4756,0.3936 noenhanced front center font ',11' tc rgb '#333333'
set label '2.0' at screen 0.5663,0.3936 noenhanced front center font ',11' tc rgb '#111111'
$d2 << EOD
1 0 -4
1 1 2
EOD
plot $d2 using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with boxxyerror fs solid 1 border lc rgb '#ffffff' lc palette notitle
unset label
unset colorbox
unset multiplot
