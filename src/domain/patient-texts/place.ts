// The country of each time zone: zone.tab of the IANA time zone database 2025b (public domain), with its older names.

const TABLE = `
AD Europe/Andorra; AE Asia/Dubai; AF Asia/Kabul; AG America/Antigua; AI America/Anguilla; AL Europe/Tirane; AM
Asia/Yerevan; AO Africa/Luanda; AQ
Antarctica/McMurdo,Casey,Davis,DumontDUrville,Mawson,Palmer,Rothera,Syowa,Troll,Vostok,South_Pole; AR
America/Argentina/Buenos_Aires,Argentina/Cordoba,Argentina/Salta,Argentina/Jujuy,Argentina/Tucuman,
Argentina/Catamarca,Argentina/La_Rioja,Argentina/San_Juan,Argentina/Mendoza,Argentina/San_Luis,
Argentina/Rio_Gallegos,Argentina/Ushuaia,Buenos_Aires,Catamarca,Cordoba,Jujuy,Mendoza,Argentina/ComodRivadavia,
Rosario; AS Pacific/Pago_Pago,Samoa; AT Europe/Vienna; AU
Australia/Lord_Howe,Hobart,Melbourne,Sydney,Broken_Hill,Brisbane,Lindeman,Adelaide,Darwin,Perth,Eucla,ACT,LHI,
NSW,North,Queensland,South,Tasmania,Victoria,West,Yancowinna,Canberra,Currie Antarctica/Macquarie; AW America/Aruba;
AX Europe/Mariehamn; AZ Asia/Baku; BA Europe/Sarajevo; BB America/Barbados; BD Asia/Dhaka,Dacca; BE Europe/Brussels;
BF Africa/Ouagadougou; BG Europe/Sofia; BH Asia/Bahrain; BI Africa/Bujumbura; BJ Africa/Porto-Novo; BL
America/St_Barthelemy; BM Atlantic/Bermuda; BN Asia/Brunei; BO America/La_Paz; BQ America/Kralendijk; BR
America/Noronha,Belem,Fortaleza,Recife,Araguaina,Maceio,Bahia,Sao_Paulo,Campo_Grande,Cuiaba,Santarem,
Porto_Velho,Boa_Vista,Manaus,Eirunepe,Rio_Branco,Porto_Acre; BS America/Nassau; BT Asia/Thimphu,Thimbu; BW
Africa/Gaborone; BY Europe/Minsk; BZ America/Belize; CA
America/St_Johns,Halifax,Glace_Bay,Moncton,Goose_Bay,Blanc-Sablon,Toronto,Iqaluit,Atikokan,Winnipeg,Resolute,
Rankin_Inlet,Regina,Swift_Current,Edmonton,Cambridge_Bay,Inuvik,Creston,Dawson_Creek,Fort_Nelson,Whitehorse,
Dawson,Vancouver,Montreal,Nipigon,Pangnirtung,Rainy_River,Thunder_Bay,Yellowknife,Coral_Harbour; CC Indian/Cocos; CD
Africa/Kinshasa,Lubumbashi; CF Africa/Bangui; CG Africa/Brazzaville; CH Europe/Zurich; CI Africa/Abidjan; CK
Pacific/Rarotonga; CL America/Santiago,Coyhaique,Punta_Arenas Pacific/Easter; CM Africa/Douala; CN
Asia/Shanghai,Urumqi,Chongqing,Harbin,Kashgar,Chungking; CO America/Bogota; CR America/Costa_Rica; CU America/Havana;
CV Atlantic/Cape_Verde; CW America/Curacao; CX Indian/Christmas; CY Asia/Nicosia,Famagusta Europe/Nicosia; CZ
Europe/Prague; DE Europe/Berlin,Busingen; DJ Africa/Djibouti; DK Europe/Copenhagen; DM America/Dominica; DO
America/Santo_Domingo; DZ Africa/Algiers; EC America/Guayaquil Pacific/Galapagos; EE Europe/Tallinn; EG Africa/Cairo;
EH Africa/El_Aaiun; ER Africa/Asmara,Asmera; ES Europe/Madrid Africa/Ceuta Atlantic/Canary; ET Africa/Addis_Ababa; FI
Europe/Helsinki; FJ Pacific/Fiji; FK Atlantic/Stanley; FM Pacific/Chuuk,Pohnpei,Kosrae,Truk,Yap,Ponape; FO
Atlantic/Faroe,Faeroe; FR Europe/Paris; GA Africa/Libreville; GB Europe/London,Belfast; GD America/Grenada; GE
Asia/Tbilisi; GF America/Cayenne; GG Europe/Guernsey; GH Africa/Accra; GI Europe/Gibraltar; GL
America/Nuuk,Danmarkshavn,Scoresbysund,Thule,Godthab; GM Africa/Banjul; GN Africa/Conakry; GP America/Guadeloupe; GQ
Africa/Malabo; GR Europe/Athens; GS Atlantic/South_Georgia; GT America/Guatemala; GU Pacific/Guam; GW Africa/Bissau;
GY America/Guyana; HK Asia/Hong_Kong; HN America/Tegucigalpa; HR Europe/Zagreb; HT America/Port-au-Prince; HU
Europe/Budapest; ID Asia/Jakarta,Pontianak,Makassar,Jayapura,Ujung_Pandang; IE Europe/Dublin; IL
Asia/Jerusalem,Tel_Aviv; IM Europe/Isle_of_Man; IN Asia/Kolkata,Calcutta; IO Indian/Chagos; IQ Asia/Baghdad; IR
Asia/Tehran; IS Atlantic/Reykjavik; IT Europe/Rome; JE Europe/Jersey; JM America/Jamaica; JO Asia/Amman; JP
Asia/Tokyo; KE Africa/Nairobi; KG Asia/Bishkek; KH Asia/Phnom_Penh; KI Pacific/Tarawa,Kanton,Kiritimati,Enderbury; KM
Indian/Comoro; KN America/St_Kitts; KP Asia/Pyongyang; KR Asia/Seoul; KW Asia/Kuwait; KY America/Cayman; KZ
Asia/Almaty,Qyzylorda,Qostanay,Aqtobe,Aqtau,Atyrau,Oral; LA Asia/Vientiane; LB Asia/Beirut; LC America/St_Lucia; LI
Europe/Vaduz; LK Asia/Colombo; LR Africa/Monrovia; LS Africa/Maseru; LT Europe/Vilnius; LU Europe/Luxembourg; LV
Europe/Riga; LY Africa/Tripoli; MA Africa/Casablanca; MC Europe/Monaco; MD Europe/Chisinau,Tiraspol; ME
Europe/Podgorica; MF America/Marigot; MG Indian/Antananarivo; MH Pacific/Majuro,Kwajalein; MK Europe/Skopje; ML
Africa/Bamako,Timbuktu; MM Asia/Yangon,Rangoon; MN Asia/Ulaanbaatar,Hovd,Choibalsan,Ulan_Bator; MO Asia/Macau,Macao;
MP Pacific/Saipan; MQ America/Martinique; MR Africa/Nouakchott; MS America/Montserrat; MT Europe/Malta; MU
Indian/Mauritius; MV Indian/Maldives; MW Africa/Blantyre; MX
America/Mexico_City,Cancun,Merida,Monterrey,Matamoros,Chihuahua,Ciudad_Juarez,Ojinaga,Mazatlan,Bahia_Banderas,
Hermosillo,Tijuana,Ensenada,Santa_Isabel; MY Asia/Kuala_Lumpur,Kuching; MZ Africa/Maputo; NA Africa/Windhoek; NC
Pacific/Noumea; NE Africa/Niamey; NF Pacific/Norfolk; NG Africa/Lagos; NI America/Managua; NL Europe/Amsterdam; NO
Europe/Oslo; NP Asia/Kathmandu,Katmandu; NR Pacific/Nauru; NU Pacific/Niue; NZ Pacific/Auckland,Chatham; OM
Asia/Muscat; PA America/Panama; PE America/Lima; PF Pacific/Tahiti,Marquesas,Gambier; PG
Pacific/Port_Moresby,Bougainville; PH Asia/Manila; PK Asia/Karachi; PL Europe/Warsaw; PM America/Miquelon; PN
Pacific/Pitcairn; PR America/Puerto_Rico; PS Asia/Gaza,Hebron; PT Europe/Lisbon Atlantic/Madeira,Azores; PW
Pacific/Palau; PY America/Asuncion; QA Asia/Qatar; RE Indian/Reunion; RO Europe/Bucharest; RS Europe/Belgrade; RU
Europe/Kaliningrad,Moscow,Kirov,Volgograd,Astrakhan,Saratov,Ulyanovsk,Samara
Asia/Yekaterinburg,Omsk,Novosibirsk,Barnaul,Tomsk,Novokuznetsk,Krasnoyarsk,Irkutsk,Chita,Yakutsk,Khandyga,
Vladivostok,Ust-Nera,Magadan,Sakhalin,Srednekolymsk,Kamchatka,Anadyr; RW Africa/Kigali; SA Asia/Riyadh; SB
Pacific/Guadalcanal; SC Indian/Mahe; SD Africa/Khartoum; SE Europe/Stockholm; SG Asia/Singapore; SH
Atlantic/St_Helena; SI Europe/Ljubljana; SJ Arctic/Longyearbyen Atlantic/Jan_Mayen; SK Europe/Bratislava; SL
Africa/Freetown; SM Europe/San_Marino; SN Africa/Dakar; SO Africa/Mogadishu; SR America/Paramaribo; SS Africa/Juba; ST
Africa/Sao_Tome; SV America/El_Salvador; SX America/Lower_Princes; SY Asia/Damascus; SZ Africa/Mbabane; TC
America/Grand_Turk; TD Africa/Ndjamena; TF Indian/Kerguelen; TG Africa/Lome; TH Asia/Bangkok; TJ Asia/Dushanbe; TK
Pacific/Fakaofo; TL Asia/Dili; TM Asia/Ashgabat,Ashkhabad; TN Africa/Tunis; TO Pacific/Tongatapu; TR Europe/Istanbul
Asia/Istanbul; TT America/Port_of_Spain; TV Pacific/Funafuti; TW Asia/Taipei; TZ Africa/Dar_es_Salaam; UA
Europe/Simferopol,Kyiv,Uzhgorod,Zaporozhye,Kiev; UG Africa/Kampala; UM Pacific/Midway,Wake; US
America/New_York,Detroit,Kentucky/Louisville,Kentucky/Monticello,Indiana/Indianapolis,Indiana/Vincennes,
Indiana/Winamac,Indiana/Marengo,Indiana/Petersburg,Indiana/Vevay,Chicago,Indiana/Tell_City,Indiana/Knox,
Menominee,North_Dakota/Center,North_Dakota/New_Salem,North_Dakota/Beulah,Denver,Boise,Phoenix,Los_Angeles,
Anchorage,Juneau,Sitka,Metlakatla,Yakutat,Nome,Adak,Indianapolis,Knox_IN,Louisville,Atka,Fort_Wayne,Shiprock
Pacific/Honolulu,Johnston; UY America/Montevideo; UZ Asia/Samarkand,Tashkent; VA Europe/Vatican; VC
America/St_Vincent; VE America/Caracas; VG America/Tortola; VI America/St_Thomas,Virgin; VN Asia/Ho_Chi_Minh,Saigon;
VU Pacific/Efate; WF Pacific/Wallis; WS Pacific/Apia; YE Asia/Aden; YT Indian/Mayotte; ZA Africa/Johannesburg; ZM
Africa/Lusaka; ZW Africa/Harare;
`;

/** ISO 3166 code by zone name. A zone that stands in no country (UTC, Etc/GMT+5) is not in it. */
export const zoneCountries: ReadonlyMap<string, string> = new Map(
  TABLE.replace(/,\s+/g, ',')
    .split(';')
    .flatMap((entry) => {
      const [country = '', ...regions] = entry.trim().split(/\s+/);
      return regions.flatMap((written) => {
        const [, region = '', places = ''] = /^(\w+)\/(.*)$/.exec(written) ?? [];
        return places.split(',').map((place): [string, string] => [`${region}/${place}`, country]);
      });
    }),
);

// Emergency numbers belong to a country. Where somebody is, only their time zone tells.

/** Which emergency numbers are right for a clinic's patients: those of its own zone's country, and of the ones it names. */
export type NumbersHoldFor = { timeZone: string; emergencyCountries?: readonly string[] };

/** ISO 3166 code of the country a time zone lies in; null when it lies in none, or nobody knows. */
export function countryOf(timeZone: string): string | null {
  return zoneCountries.get(timeZone) ?? null;
}

/**
 * Whether the numbers in the clinic's emergency texts are right for a patient who lives by this zone. When the country
 * is not known they are not: a wrong number is worse than none.
 */
export function numbersHoldIn(clinic: NumbersHoldFor, patientZone: string): boolean {
  if (patientZone === clinic.timeZone) return true;
  const country = countryOf(patientZone);
  const own = countryOf(clinic.timeZone);
  const held = clinic.emergencyCountries ?? (own === null ? [] : [own]);
  return country !== null && held.includes(country);
}
