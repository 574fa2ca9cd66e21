#!/usr/bin/env bats
# ndplot: charts of text.

load helper

@test "ndplot: text: a line over months, last year as a ghost" {
  check ndplot -x month -y 2024=v --ghost 2023=g --size 60x <<'IN' 4<<'OUT'
{"month":"2024-01","v":101,"g":98}
{"month":"2024-02","v":104,"g":106}
{"month":"2024-03","v":109,"g":114}
{"month":"2024-04","v":116,"g":122}
{"month":"2024-05","v":125,"g":130}
{"month":"2024-06","v":136,"g":138}
{"month":"2024-07","v":149,"g":146}
{"month":"2024-08","v":164,"g":154}
{"month":"2024-09","v":181,"g":162}
{"month":"2024-10","v":200,"g":170}
{"month":"2024-11","v":221,"g":178}
{"month":"2024-12","v":244,"g":186}
IN
250 ┤                                           ⢀⡠  ⠒⠒⠒ 2024
    │                                       ⣀⠤⠔⠊⠁
200 ┤                                 ⢀⣀⠤⠒⠊⠉     ⢀
    │                           ⢀⣀⡠⠤⠒⠉⠁⢀ ⠤⠠ ⠂⠐ ⠁⠈   ⠂⠐  2023
150 ┤                   ⢀⣀⡠⠤⠔⠒⠊⠉⠁⠈ ⠁
    │       ⢀⡀⢀⣀⡠⠤⠤⠔⠒⠒⠊⠉⠁
100 ┤⠒⠒⠊⠉⠉⠉⠉⠉⠉⠁
    │
 50 ┤
    │
  0 ┤
    └┬───────┬───────┬───────┬───────┬───────┬────
    Jan     Mar     May     Jul     Sep     Nov
    2024
OUT
}

@test "ndplot: text: the same in ASCII" {
  check ndplot -x month -y 2024=v --ghost 2023=g --size 60x --ascii <<'IN' 4<<'OUT'
{"month":"2024-01","v":101,"g":98}
{"month":"2024-02","v":104,"g":106}
{"month":"2024-03","v":109,"g":114}
{"month":"2024-04","v":116,"g":122}
{"month":"2024-05","v":125,"g":130}
{"month":"2024-06","v":136,"g":138}
{"month":"2024-07","v":149,"g":146}
{"month":"2024-08","v":164,"g":154}
{"month":"2024-09","v":181,"g":162}
{"month":"2024-10","v":200,"g":170}
{"month":"2024-11","v":221,"g":178}
{"month":"2024-12","v":244,"g":186}
IN
250 +                                           **  *** 2024
    |                                       ****
200 +                                   ****
    |                           ******** .  .. . .  ... 2023
150 +                    .. ****.. . ..
    |        .. ************
100 +***********
    |
 50 +
    |
  0 +
    ++-------+-------+-------+-------+-------+----
    Jan     Mar     May     Jul     Sep     Nov
    2024
OUT
}

@test "ndplot: text: a gap breaks the line, flags are letters below it" {
  check ndplot -x month -y v --flag flag --mark target=30 --mark launch=2024-03 --size 50x14 --title Plays --unit millions <<'IN' 4<<'OUT'
{"month":"2024-01","v":10}
{"month":"2024-02","v":20}
{"month":"2024-03","v":null,"flag":"suppressed"}
{"month":"2024-04","v":35,"flag":"break"}
{"month":"2024-05","v":30}
{"month":"2024-07","v":25,"flag":["provisional","incomplete"]}
IN
Plays
millions

                   ┊ launch 2024-03
40 ┤target 30 ╌╌╌╌╌╌╌╌╌╌╌╌╌⠤⠤⠤⠤⣀⣀⣀⣀╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
20 ┤⣀⣀⡠⠤⠤⠤⠔⠒⠂      ┊                             ⠈
 0 ┤               ┊
   └┬───────┬──────┬───────┬──────┬───────┬──────┬
   Jan     Feb    Mar     Apr    May     Jun   Jul
   2024
                   s       b                     p
                                                 i
b break in series   p provisional   i incomplete
s suppressed
OUT
}

@test "ndplot: text: ranked bars with the exact value behind" {
  check ndplot -x k -y v --size 40x --title 'Plays by city' <<'IN' 4<<'OUT'
{"k":"a town","v":437.5}
{"k":"上海市浦东新区世纪大道","v":1000}
{"k":"c","v":null}
{"k":"d","v":1e-9}
IN
Plays by city

上海市浦…   ████████████████████ 1,000
a town      ████████▊ 438
d           ▏ 1e-9
c           no data
OUT
}

@test "ndplot: text: negative bars grow to the left" {
  check ndplot -x k -y v --size 40x <<'IN' 4<<'OUT'
{"k":"a","v":8}
{"k":"b","v":-5}
{"k":"c","v":0}
IN
a               ████████████████████ 8
c               │ 0
b  █████████████│ -5
OUT
}

@test "ndplot: text: negative bars in ASCII" {
  check ndplot -x k -y v --size 40x --ascii <<'IN' 4<<'OUT'
{"k":"a","v":8}
{"k":"b","v":-5}
{"k":"c","v":0}
IN
a               #################### 8
c               | 0
b  #############| -5
OUT
}

@test "ndplot: text: two years as dumbbells" {
  check ndplot --kind dumbbell -x k -y 2023=a,2024=b --size 60x <<'IN' 4<<'OUT'
{"k":"north","a":1,"b":2}
{"k":"south","a":3,"b":3}
{"k":"east","a":null,"b":4.5,"pct":null,"state":"suppressed"}
{"k":"west","a":4,"b":1}
IN
○ 2023   ● 2024

east                                  ●     suppressed → 4.5
south                      ◉                         3 →   3
north         ○──────●                               1 →   2
west          ●───────────────────○                  4 →   1
      └┬─────────────────────────────────┬
       0                                 5
OUT
}

@test "ndplot: text: two years as slopes" {
  check ndplot --kind slope -x k -y 2023=a,2024=b --size 60x12 <<'IN' 4<<'OUT'
{"k":"north","a":1,"b":2}
{"k":"south","a":3,"b":3}
{"k":"east","a":null,"b":4.5}
{"k":"west","a":4,"b":1}
IN
          2023                                    2024
              │                                  ├ 4.5 east
       west 4 ┤⠢⢄⡀                               │
              │  ⠈⠑⠢⢄⡀                           │
              │      ⠈⠒⠤⣀                        │
      south 3 ┤⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠉⠒⠤⡀⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒├ 3 south
              │             ⠈⠑⠢⢄⡀                │
              │                 ⠈⠑⠢⢄             │
              │                     ⠉⠒⠤⣀  ⣀⣀⡠⠤⠤⠔⠒├ 2 north
              │               ⢀⣀⣀⡠⠤⠤⠒⠒⠒⠉⠉⠒⢄⡀     │
              │    ⢀⣀⣀⠤⠤⠤⠒⠒⠒⠉⠉⠁            ⠈⠑⠢⢄⡀ │
      north 1 ┤⠒⠊⠉⠉⠁                           ⠈⠑├ 1 west
east  no data → 4.5
OUT
}

@test "ndplot: text: a share bar" {
  check ndplot --kind share -x tier -y n --size 60x --title 'Where knowledge creators live' <<'IN' 4<<'OUT'
{"tier":"tier 3 and lower","n":594}
{"tier":"tier 2","n":300}
{"tier":"tier 1","n":106}
IN
Where knowledge creators live

████████████████████████████████████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒░░░░░░

█ tier 3 and lower  59.4%  594
▒ tier 2            30.0%  300
░ tier 1            10.6%  106
OUT
}

@test "ndplot: text: a histogram with mean and median" {
  check ndplot --kind hist -x v --size 50x --unit yuan <<'IN' 4<<'OUT'
{"v":1}
{"v":2}
{"v":2}
{"v":3}
{"v":3}
{"v":3}
{"v":4}
{"v":4}
{"v":5}
{"v":6}
{"v":9}
{"v":14}
{"v":19}
IN
count
8 ┤████████████ ┊
  │████████████ ┊
  │████████████ ┊
6 ┤████████████ ┊
  │████████████ ┊
  │████████████ ┊
4 ┤████████████ ┊
  │████████████▄▄▄▄▄▄▄▄▄▄▄
  │███████████████████████
2 ┤███████████████████████
  │███████████████████████▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
  │██████████████████████████████████████████████
0 └┬───────────┬──────────┬───────────┬──────────┬
   0           5          10          15        20
                                              yuan
                ▲ mean 5.77
            ▲ median 4
OUT
}

@test "ndplot: text: a calendar" {
  check ndplot --kind heat -x day -y v --size 40x <<'IN' 4<<'OUT'
{"day":"2024-07-01","v":7}
{"day":"2024-07-02","v":14}
{"day":"2024-07-03","v":21}
{"day":"2024-07-04","v":28}
{"day":"2024-07-05","v":35}
{"day":"2024-07-06","v":2}
{"day":"2024-07-07","v":9}
{"day":"2024-07-08","v":16}
{"day":"2024-07-10","v":30}
{"day":"2024-07-11","v":37}
{"day":"2024-07-12","v":4}
{"day":"2024-07-13","v":11}
{"day":"2024-07-14","v":18}
{"day":"2024-07-15","v":25}
{"day":"2024-07-16","v":32}
{"day":"2024-07-17","v":39}
{"day":"2024-07-18","v":6}
{"day":"2024-07-19","v":13}
{"day":"2024-07-20","v":20}
{"day":"2024-07-21","v":27}
{"day":"2024-07-22","v":34}
{"day":"2024-07-23","v":1}
{"day":"2024-07-24","v":8}
{"day":"2024-07-25","v":15}
{"day":"2024-07-26","v":22}
{"day":"2024-07-27","v":29}
{"day":"2024-07-28","v":36}
{"day":"2024-07-29","v":3}
{"day":"2024-07-30","v":10}
{"day":"2024-07-31","v":17}
IN
    2024
    Jul
Mon ░░▒▒▓▓██░░
Tue ▒▒· ██░░▒▒
Wed ▓▓████░░▒▒
Thu ▓▓██░░▒▒
Fri ██░░▒▒▓▓
Sat ░░▒▒▓▓▓▓
Sun ░░▒▒▓▓██

░ 0–10   ▒ 10–20   ▓ 20–30   █ 30–40
· no data
OUT
}

@test "ndplot: text: rows and columns of shades" {
  check ndplot --kind heat -x hour -y v -g day --size 40x <<'IN' 4<<'OUT'
{"hour":"0","day":"Mon","v":0}
{"hour":"6","day":"Mon","v":6}
{"hour":"12","day":"Mon","v":12}
{"hour":"18","day":"Mon","v":18}
{"hour":"0","day":"Tue","v":0}
{"hour":"6","day":"Tue","v":12}
{"hour":"12","day":"Tue","v":24}
{"hour":"18","day":"Tue","v":36}
IN
Mon  ░░░░░░░ ░░░░░░░ ▒▒▒▒▒▒▒ ▒▒▒▒▒▒▒
Tue  ░░░░░░░ ▒▒▒▒▒▒▒ ▓▓▓▓▓▓▓ ███████
     0       6       12      18

░ 0–10   ▒ 10–20   ▓ 20–30   █ 30–40
OUT
}

@test "ndplot: text: burst strips" {
  check ndplot --kind strip -x day -y n -g topic --highlight hot --size 70x <<'IN' 4<<'OUT'
{"day":"2024-08-01","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-02","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-03","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-04","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-05","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-06","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-07","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-08","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-09","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-10","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-11","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-12","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-13","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-14","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-15","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-16","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-17","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-18","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-19","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-20","topic":"黑神话","n":41,"hot":true}
{"day":"2024-08-21","topic":"黑神话","n":20,"hot":true}
{"day":"2024-08-22","topic":"黑神话","n":20,"hot":true}
{"day":"2024-08-23","topic":"黑神话","n":20,"hot":true}
{"day":"2024-08-24","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-25","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-26","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-27","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-28","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-29","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-30","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-31","topic":"黑神话","n":2,"hot":false}
{"day":"2024-08-01","topic":"rain","n":1,"hot":false}
{"day":"2024-08-02","topic":"rain","n":2,"hot":false}
{"day":"2024-08-03","topic":"rain","n":0,"hot":false}
{"day":"2024-08-04","topic":"rain","n":1,"hot":false}
{"day":"2024-08-05","topic":"rain","n":2,"hot":false}
{"day":"2024-08-06","topic":"rain","n":0,"hot":false}
{"day":"2024-08-07","topic":"rain","n":1,"hot":false}
{"day":"2024-08-08","topic":"rain","n":2,"hot":false}
{"day":"2024-08-09","topic":"rain","n":0,"hot":false}
{"day":"2024-08-10","topic":"rain","n":1,"hot":false}
{"day":"2024-08-11","topic":"rain","n":2,"hot":false}
{"day":"2024-08-12","topic":"rain","n":0,"hot":false}
{"day":"2024-08-13","topic":"rain","n":1,"hot":false}
{"day":"2024-08-14","topic":"rain","n":2,"hot":false}
{"day":"2024-08-15","topic":"rain","n":0,"hot":false}
{"day":"2024-08-16","topic":"rain","n":1,"hot":false}
{"day":"2024-08-17","topic":"rain","n":2,"hot":false}
{"day":"2024-08-18","topic":"rain","n":0,"hot":false}
{"day":"2024-08-19","topic":"rain","n":1,"hot":false}
{"day":"2024-08-20","topic":"rain","n":2,"hot":false}
{"day":"2024-08-21","topic":"rain","n":0,"hot":false}
{"day":"2024-08-22","topic":"rain","n":1,"hot":false}
{"day":"2024-08-23","topic":"rain","n":2,"hot":false}
{"day":"2024-08-24","topic":"rain","n":0,"hot":false}
{"day":"2024-08-25","topic":"rain","n":1,"hot":false}
{"day":"2024-08-26","topic":"rain","n":2,"hot":false}
{"day":"2024-08-27","topic":"rain","n":0,"hot":false}
{"day":"2024-08-28","topic":"rain","n":1,"hot":false}
{"day":"2024-08-29","topic":"rain","n":2,"hot":false}
{"day":"2024-08-30","topic":"rain","n":0,"hot":false}
{"day":"2024-08-31","topic":"rain","n":1,"hot":false}
IN
黑神话   ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█▄▄▄▁▁▁▁▁▁▁▁  41  2024-08-20
                            ▔▔▔▔
rain     ▅█▁▅█▁▅█▁▅█▁▅█▁▅█▁▅█▁▅█▁▅█▁▅█▁▅  2  2024-08-02
        └───────────┬─────────────┬─────
                  Aug 12        Aug 26
                   2024
At the right, the largest value. Each row has a scale of its own.
OUT
}

@test "ndplot: text: a spark for each series" {
  check ndplot --kind spark -x d -y n -g t <<'IN' 4<<'OUT'
{"d":1,"t":"a","n":1}
{"d":2,"t":"a","n":4}
{"d":3,"t":"a","n":null}
{"d":4,"t":"a","n":16}
{"d":5,"t":"a","n":25}
{"d":6,"t":"a","n":36}
{"d":7,"t":"a","n":49}
{"d":8,"t":"a","n":64}
{"d":1,"t":"long name","n":1}
{"d":2,"t":"long name","n":4}
{"d":3,"t":"long name","n":9}
{"d":4,"t":"long name","n":16}
{"d":5,"t":"long name","n":25}
{"d":6,"t":"long name","n":36}
{"d":7,"t":"long name","n":49}
{"d":8,"t":"long name","n":64}
IN
a          ▁▁ ▃▄▅▆█  64
long name  ▁▁▂▃▄▅▆█  64
OUT
}

@test "ndplot: text: a waterfall" {
  check ndplot --kind waterfall -y 2023=.a,people=.b,minutes=.c,2024=.d --size 50x <<'IN' 4<<'OUT'
{"a":40,"b":30,"c":-20,"d":50}
IN
2023     █████████████████████ 40
people                        ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ +30
minutes                            ░░░░░░░░░░░ -20
2024     ██████████████████████████ 50
OUT
}

@test "ndplot: text: no records" {
  check ndplot -x k -y v --title Plays </dev/null 4<<'OUT'
Plays

no data
OUT
}

@test "ndplot: text: the narrowest chart" {
  check ndplot -x k -y v --size 20x <<'IN' 4<<'OUT'
{"k":"north-west","v":1234567}
{"k":"south","v":-3}
IN
nort…   █████ 1.23M
south  █│ -3
OUT
}

@test "ndplot: text: the lowest chart" {
  check ndplot -x k -y v --size 40x3 <<'IN' 4<<'OUT'
{"k":1,"v":-3}
{"k":2,"v":3}
{"k":3,"v":0}
IN
 5 ┤                ⣀⣀⣀⣀⣀⣀⡀
 0 ┤⣀⣀⡠⠤⠤⠤⠤⠒⠒⠒⠒⠊⠉⠉⠉⠉──────⠈⠉⠉⠉⠉⠉⠉⠉⠉⠑⠒⠒⠒⠒
-5 ┤
   └┬────────┬────────┬───────┬────────┬
    1       1.5       2      2.5       3
OUT
}

@test "ndplot: text: colours repeat what the characters say" {
  run -0 ndplot -x k -y v --color always --size 30x <<'IN'
{"k":"a","v":2}
{"k":"b","v":1}
IN
  [ "${lines[0]}" = $'a  \e[0;38;5;32m█████████████████████████\e[0m 2' ]
  [ "${lines[1]}" = $'b  \e[0;38;5;32m████████████▌\e[0m 1' ]
}

@test "ndplot: text: what is no text stays harmless" {
  check ndplot -x k -y v --size 60x --title $'\e[31mred\e]0;x\a' <<'IN' 4<<'OUT'
{"k":"\u001b[2J\u202eabc","v":2}
IN
\x1b[31mred\x1b]0;x\x07

\x1b[2J\u202eabc  ████████████████████████████████████████ 2
OUT
}

@test "ndplot: text: a pipe is as wide as COLUMNS says, a file 80 columns" {
  ndplot -x k -y v <<<'{"k":"a","v":2}' >file
  COLUMNS=40 ndplot -x k -y v <<<'{"k":"a","v":2}' | cat >pipe
  [[ $(wc -m <file) == 81 ]]
  [[ $(wc -m <pipe) == 41 ]]
}

@test "ndplot: text: neither the locale nor NO_COLOR changes what is written to a file" {
  ndplot -x k -y v <<<'{"k":"a","v":2}' >file
  LC_ALL=C NO_COLOR=1 ndplot -x k -y v <<<'{"k":"a","v":2}' >other
  cmp file other
}

@test "ndplot: text: a size that no text has is a usage error" {
  misused 'a chart of text has 20 to 1000 columns and 3 to 1000 rows: --size 80x20' \
    ndplot -x k -y v --size 10x5 </dev/null
}
