// What readers leave out or write otherwise when they type: case, accents, hamza, vowel signs, the
// article in Arabic, letters that their keyboard lacks, characters of traditional Chinese.

const LETTERS = new Map(Object.entries({
  // Letters that Unicode does not take apart.
  đ: "d", ð: "d", ø: "o", ł: "l", ı: "i", ß: "ss", æ: "ae", œ: "oe",
  // Ukrainian as a Russian keyboard writes it.
  ґ: "г", і: "и", ы: "и", є: "е", э: "е", ъ: "", ь: "",
  // Arabic: forms of alef, yeh and the feminine ending, which many write alike; Persian letters.
  أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ئ: "ي", ؤ: "و", ة: "ه", ک: "ك", ی: "ي",
  // Hindi: nasal signs stand for each other.
  "ँ": "ं",
}));
// Traditional characters and their simplified forms, in pairs: those of medicine that differ.
const PAIRS = "檢检術术療疗腎肾轉转險险醫医藥药熱热發发傷伤個个電电腦脑腫肿鏡镜凍冻護护緩缓準准備备復复後后節节顱颅過过癢痒癥症" +
  "診诊斷断檔档線线層层掃扫聲声體体內内臟脏腸肠膽胆膚肤齒齿壓压鹽盐開开關关無无創创針针劑剂對对驗验麼么嗎吗為为會会" +
  "還还該该處处問问題题時时間间長长達达進进運运動动靜静脈脉擴扩癱瘫瘡疮膿脓紅红濕湿乾干飲饮養养營营質质組组織织結结" +
  "頸颈頭头額额喚唤鎮镇";
const SIMPLIFIED = new Map();
for (let at = 0, all = [...PAIRS]; at < all.length; at += 2) SIMPLIFIED.set(all[at], all[at + 1]);

const SET_ASIDE = new RegExp("[" +
  "\\u0300-\\u036f" + // accents, tone marks of Vietnamese
  "\\u064b-\\u065f\\u0670\\u0640" + // vowel signs and the stretching line of Arabic
  "\\u093c" + // the dot below of Devanagari
  "\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff" + // what cannot be seen
  "'’ʼ`´" + // apostrophes within a word
  "]", "gu");
// कैन्सर and कैंसर, कैम्प and कैंप: a nasal letter before a consonant is as well written as a dot.
const NASAL = /[ङञणनम]\u094d(?=[क-ह])/gu;
// Digits of Arabic, Persian and Devanagari.
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/gu;
const HAN = /\p{Script=Han}/u;
const WORDS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;
// The letters that end a word before an apostrophe in French and Catalan: l'anesthésie, d'eau.
const ELIDED = /(^|[^\p{L}])(?:[cdjlmnst]|qu)['’ʼ](?=\p{L})/giu;
// "and", "with", "by", "like", and the article, as they are joined to an Arabic noun.
const ARABIC_START = /^(?:[وفبك]?ال|لل)(?=[\u0621-\u064a]{3})/u;

/** A text as it is compared: lower case, without accents and the like. */
export function fold(text) {
  return text.normalize("NFKC").toLowerCase().normalize("NFD").replace(SET_ASIDE, "").normalize("NFC")
    .replace(DIGITS, (digit) => String(digitOf(digit)))
    .replace(NASAL, "ं")
    .replace(/[^\u0000-\u007f]/gu, (letter) => LETTERS.get(letter) ?? SIMPLIFIED.get(letter) ?? letter);
}

function digitOf(digit) {
  const code = digit.codePointAt(0);
  const zero = [0x660, 0x6f0, 0x966].findLast((start) => start <= code);
  return code - zero;
}

/** The words of a text, folded. Chinese has no spaces: a run of it is one word, matched in parts. */
export function words(text) {
  const found = fold(text.normalize("NFKC").replace(ELIDED, "$1")).match(WORDS) ?? [];
  return found.map((word) => word.replace(ARABIC_START, ""));
}

/** Whether a word is Chinese. */
export function isHan(word) {
  return HAN.test(word);
}
