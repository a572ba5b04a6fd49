set encoding utf8
set border 3 lw 0.8 lc rgb '#555555'
set tics nomirror out scale 0.6,0.35 font ',11'
set grid ytics lt 1 lw 0.8 lc rgb '#e4e4e4'
set key noenhanced Left reverse samplen 1.8 spacing 1.1*row_scale font ',11'
set datafile missing '?'
set multiplot
unset key
set label 'deep-linear: gradient norm by layer and epoch' at screen 0.0175,0.9219 noenhanced front font ',14' tc rgb '#222222'
set lmargin at screen 0.1085
set rmargin at screen 0.8625
set bmargin at screen 0.2031
set tmargin at screen 0.7891
set label 'epoch' at screen 0.4855,0.0625 noenhanced front center
set label 'gradient norm (L2)' at screen 0.9750,0.4961 noenhanced front center rotate
set palette defined (0 '#440154', 1 '#482475', 2 '#414487', 3 '#355f8d', 4 '#2a788e', 5 '#21918c', 6 '#22a884', 7 '#44bf70', 8 '#7ad151', 9 '#bddf26', 10 '#fde725')
set border 15
unset grid
set tics out
set xrange [-0.5:2.5]
set xtics ('0' 0, '1' 1, '2' 2) scale 0.4
set yrange [1.5:-0.5]
set ytics ('dense_01' 0, 'output' 1) noenhanced scale 0.4 font ',11'
set cbrange [-2:4]
set cbtics 1 font ',11'
set format cb '10^{%.0f}'
set object 1 rectangle from graph 0,0 to graph 1,1 behind fc rgb '#d9d9d9' fs solid noborder
set colorbox vertical user origin screen 0.8800,0.2031 size screen 0.0200,0.5859
$d1 << EOD
0 0 -1.301
1 0 -0.5376
2 0 1.6031
0 1 -0.52288
1 1 -0.14267
2 1 3.2601
EOD
plot $d1 using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with boxxyerror fs solid 1 noborder lc palette notitle
unset label
unset multiplot
