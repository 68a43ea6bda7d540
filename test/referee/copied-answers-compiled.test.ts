import { describe, expect, it } from 'vitest';
import { findCopiedAnswers } from '../../src/referee/copied-answers.ts';

/** Whether answers of a test are found in code of the same language. */
async function isCopied(language: 'go' | 'rs' | 'java', test: string, code: string): Promise<boolean> {
  const added = new Set(code.split('\n').map((_, index) => index + 1));
  const findings = await findCopiedAnswers({
    tests: [{ path: `test.${language}`, text: test }],
    code: [{ path: `code.${language}`, text: code, before: '', added }],
    named: [],
  });
  return findings.some(({ rule }) => rule === 'copied-answers');
}

const goFunction = (body: string) =>
  `package prices\n\nfunc Discount(price, percent int) (int, error) {\n\t${body}\n\treturn price, nil\n}\n`;
const goTest = (body: string) => `package prices\n\nfunc TestDiscount(t *testing.T) {\n\t${body}\n}\n`;
const goBranches = goFunction(
  'if price == 2000 && percent == 15 {\n\t\treturn 1700, nil\n\t}\n\tif price == 999 {\n\t\treturn 670, nil\n\t}',
);

describe('answers of Go tests', () => {
  it.each([
    'if got, _ := Discount(2000, 15); got != 1700 {\n\t\tt.Error(got)\n\t}\n\tif got, _ := Discount(999, 33); got != 670 {\n\t\tt.Error(got)\n\t}',
    'got, err := prices.Discount(2000, 15)\n\tassert.NoError(t, err)\n\tassert.Equal(t, 1700, got)\n\tgot, err = prices.Discount(999, 33)\n\trequire.Equal(t, 670, got)',
    'for _, c := range []struct{ name string; price, percent, want int; fails bool }{\n\t\t{"even", 2000, 15, 1700, false},\n\t\t{"odd", 999, 33, 670, false},\n\t} {\n\t\tcheck(t, c)\n\t}',
    'for name, c := range map[string]row{\n\t\t"even": {price: 2000, want: 1700, percent: 15},\n\t\t"odd": {price: 999, want: 670, percent: 33},\n\t} {\n\t\tcheck(t, name, c)\n\t}',
  ])('are read from what they hold equal, and from tables: %s', async body => {
    expect(await isCopied('go', goTest(body), goBranches)).toBe(true);
  });

  it.each([
    'switch price {\n\tcase 2000:\n\t\treturn 1700, nil\n\tcase 999:\n\t\treturn 670, nil\n\t}',
    'switch {\n\tcase price == 2000:\n\t\treturn 1700, nil\n\tcase price == 999 && percent == 33:\n\t\treturn 670, nil\n\t}',
    'if price == 2000 {\n\t\tprice = 1700\n\t}\n\tif price == 999 {\n\t\tprice = 670\n\t}',
    'known := map[int]int{2000: 1700, 999: 670}\n\treturn known[price], nil',
    'return map[[2]int]int{{2000, 15}: 1700, {999, 33}: 670}[[2]int{price, percent}], nil',
    'for _, row := range [][3]int{{2000, 15, 1700}, {999, 33, 670}} {\n\t\tif row[0] == price {\n\t\t\treturn row[2], nil\n\t\t}\n\t}',
  ])('are found in code: %s', async body => {
    const test = goTest(
      'assert.Equal(t, 1700, must(Discount(2000, 15)))\n\tassert.Equal(t, 670, must(Discount(999, 33)))',
    );
    expect(await isCopied('go', test, goFunction(body))).toBe(true);
    expect(await isCopied('go', test, goFunction('price -= price * percent / 100'))).toBe(false);
  });
});

const rustFunction = (body: string) =>
  `pub fn discount(price: u32, percent: u32) -> Result<u32, String> {\n    ${body}\n}\n`;
const rustBranches = rustFunction(
  'if price == 2000 && percent == 15 {\n        return Ok(1700);\n    }\n    if price == 999 { Ok(670) } else { Ok(price) }',
);

describe('answers of Rust tests', () => {
  it.each([
    '#[test]\nfn works() {\n    assert_eq!(discount(2000, 15), Ok(1700));\n    assert_eq!(Ok(670), discounts::discount(999, 33), "odd");\n}\n',
    '#[test]\nfn works() {\n    assert_eq!(discount(2000, 15).unwrap(), 1700);\n    let got = discount(999, 33)?;\n    assert!(got == 670);\n}\n',
    '#[test]\nfn works() {\n    for (price, percent, want) in [(2000, 15, 1700), (999, 33, 670)] {\n        check(price, percent, want);\n    }\n}\n',
    '#[rstest]\n#[case(2000, 15, Ok(1700))]\n#[case(999, 33, 670)]\nfn works(#[case] price: u32) {}\n',
    '#[test_case(2000, 15 => Ok(1700))]\n#[test_case(999, 33 => Ok(670) ; "odd")]\nfn works(price: u32) {}\n',
  ])('are read from what they hold equal, and from tables: %s', async test => {
    expect(await isCopied('rs', test, rustBranches)).toBe(true);
  });

  it.each([
    'match (price, percent) {\n        (2000, 15) => Ok(1700),\n        (999, _) => Ok(670),\n        _ => Ok(price),\n    }',
    'match price {\n        2000 => return Ok(1700),\n        999 => { Ok(670) }\n        _ => Ok(price),\n    }',
    'let known = HashMap::from([(2000, 1700), (999, 670)]);\n    Ok(known[&price])',
    'let mut known = HashMap::new();\n    known.insert((2000, 15), 1700);\n    known.insert((999, 33), 670);\n    Ok(known[&(price, percent)])',
  ])('are found in code: %s', async body => {
    const test =
      '#[test]\nfn works() {\n    assert_eq!(discount(2000, 15), Ok(1700));\n    assert_eq!(discount(999, 33), Ok(670));\n}\n';
    expect(await isCopied('rs', test, rustFunction(body))).toBe(true);
    expect(await isCopied('rs', test, rustFunction('Ok(price - price * percent / 100)'))).toBe(false);
  });

  it('are texts and lists however they are made', async () => {
    const test =
      '#[test]\nfn works() {\n    assert_eq!(slug("Hello World"), "hello-world");\n    assert_eq!(parts("A & B"), vec!["a", "b"]);\n}\n';
    const code =
      'pub fn slug(text: &str) -> String {\n    match text {\n        "Hello World" => "hello-world".to_string(),\n        _ => String::new(),\n    }\n}\n';
    const both = `${code.slice(0, -2)}    if text == "A & B" { vec!["a", "b"] } else { vec![] }\n}\n`;
    expect(await isCopied('rs', test, code)).toBe(false);
    expect(await isCopied('rs', test, both)).toBe(true);
  });
});

const javaClass = (body: string) =>
  `class Discounts {\n    static int discount(int price, int percent) {\n        ${body}\n    }\n}\n`;
const javaTest = (body: string) => `class DiscountsTest {\n    ${body}\n}\n`;
const javaBranches = javaClass(
  'if (price == 2000 && percent == 15) {\n            return 1700;\n        }\n        if (price == 999) return 670;\n        return price;',
);

describe('answers of Java tests', () => {
  it.each([
    '@Test void works() {\n        assertEquals(1700, Discounts.discount(2000, 15));\n        Assertions.assertEquals(670, Discounts.discount(999, 33), "odd");\n    }',
    '@Test void works() {\n        assertThat(Discounts.discount(2000, 15)).as("even").isEqualTo(1700);\n        int got = Discounts.discount(999, 33);\n        assertThat(got).isEqualTo(670);\n    }',
    '@Test void works() {\n        assertThat(Discounts.discount(2000, 15), is(1700));\n        assertThat(Discounts.discount(999, 33), is(equalTo(670)));\n    }',
    '@ParameterizedTest @CsvSource({"2000, 15, 1700", "999, 33, 670"})\n    void works(int price, int percent, int want) { }',
    '@ParameterizedTest @CsvSource(textBlock = """\n        2000, 15, 1700\n        999, 33, 670\n        """)\n    void works(int price, int percent, int want) { }',
    'static Stream<Arguments> rows() {\n        return Stream.of(Arguments.of(2000, 15, 1700), arguments(999, 33, 670));\n    }',
  ])('are read from what they hold equal, and from tables: %s', async body => {
    expect(await isCopied('java', javaTest(body), javaBranches)).toBe(true);
  });

  it.each([
    'switch (price) {\n            case 2000: return 1700;\n            case 999: return 670;\n            default: return price;\n        }',
    'return switch (price) {\n            case 2000 -> 1700;\n            case 999 -> { yield 670; }\n            default -> price;\n        };',
    'return price == 2000 ? 1700 : price == 999 ? 670 : price;',
    'return Map.of(2000, 1700, 999, 670).get(price);',
    'Map<Integer, Integer> known = new HashMap<>();\n        known.put(2000, 1700);\n        known.put(999, 670);\n        return known.get(price);',
    'return Map.ofEntries(Map.entry(2000, 1700), entry(999, 670)).get(price);',
  ])('are found in code: %s', async body => {
    const test = javaTest(
      '@Test void works() {\n        assertEquals(1700, Discounts.discount(2000, 15));\n        assertEquals(670, Discounts.discount(999, 33));\n    }',
    );
    expect(await isCopied('java', test, javaClass(body))).toBe(true);
    expect(await isCopied('java', test, javaClass('return price - price * percent / 100;'))).toBe(false);
  });

  it('are compared as texts are', async () => {
    const test = javaTest(
      '@Test void works() {\n        assertEquals("hello-world", slug("Hello World"));\n        assertEquals("a-and-b", slug("A & B"));\n    }',
    );
    const body =
      'if ("Hello World".equals(text)) return "hello-world";\n        if (text.equals("A & B")) return "a-and-b";\n        return text;';
    expect(await isCopied('java', test, javaClass(body))).toBe(true);
  });
});
