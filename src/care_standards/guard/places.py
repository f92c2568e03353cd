"""Letters that places in the United Kingdom are known by: areas of postcodes, and squares of the national grid."""

from typing import Final

_POSTCODE_AREAS = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
    "FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG "
    "NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS "
    "TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
POSTCODE_AREAS: Final = frozenset(_POSTCODE_AREAS.split())

_GRID_SQUARES = (
    "HP HT HU HW HX HY HZ NA NB NC ND NF NG NH NJ NK NL NM NN NO NR NS NT NU NW NX NY NZ OV SC SD SE SH SJ SK SM "
    "SN SO SP SR SS ST SU SV SW SX SY SZ TA TF TG TL TM TQ TR TV"
)
GRID_SQUARES: Final = frozenset(_GRID_SQUARES.split())
