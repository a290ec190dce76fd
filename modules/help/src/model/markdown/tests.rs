use super::{Block, Piece, broken_picture, is_place, links, parse, pictures, pieces, plain};
use proptest::prelude::*;

fn text(text: &str) -> Piece {
    Piece::Text(text.to_owned())
}

/// ALL-10
#[test]
fn each_part_is_read() {
    let read = parse(
        "First line\ngoes on.\n\n## What to do\n\n1. Choose **Add license**.\n2. Type\n   the code.\n- [Help](/help)\n> Note\n> this\n```\n**x**\n```",
    );
    let expected = [
        Block::Paragraph(vec![text("First line goes on.")]),
        Block::Heading { level: 2, text: vec![text("What to do")] },
        Block::List {
            ordered: true,
            items: vec![
                vec![text("Choose "), Piece::Bold("Add license".into()), text(".")],
                vec![text("Type the code.")],
            ],
        },
        Block::List { ordered: false, items: vec![vec![Piece::Link { text: "Help".into(), to: "/help".into() }]] },
        Block::Quote(vec![text("Note this")]),
        Block::Code("**x**".into()),
    ];
    assert_eq!(read, expected);
    assert_eq!(links(&read), ["/help"]);
    assert_eq!(plain(&read).lines().next(), Some("First line goes on."));
    assert_eq!(parse("一行目。\n二行目。"), [Block::Paragraph(vec![text("一行目。二行目。")])]);
}

/// ALL-9, ALL-10
#[test]
fn nothing_but_what_may_be_a_link_is_one() {
    for to in
        ["javascript:alert(1)", "//evil.example", "http://x.example", "https://", "data:x", "/a\"b", "/a b", "mailto:"]
    {
        assert!(!is_place(to), "{to}");
        assert_eq!(pieces(&format!("[x]({to})")).iter().filter(|p| matches!(p, Piece::Link { .. })).count(), 0, "{to}");
    }
    assert!(is_place("/licenses/add") && is_place("https://example.com/a?b=c") && is_place("mailto:a@example.com"));
    for open in ["**", "`", "[", "[a](", "**a", "[](/a)", "****"] {
        assert!(pieces(open).iter().all(|piece| matches!(piece, Piece::Text(_))), "{open}");
    }
}

/// ALL-9, SUP-18
#[test]
fn a_line_is_a_picture_with_words_for_who_does_not_see_it() {
    let read = parse("1. Add it\n![The form](add-license)\nGo on.");
    assert_eq!(pictures(&read), ["add-license"]);
    assert!(plain(&read).contains("The form"), "{read:?}");
    for wrong in ["![](add-license)", "![ ](add-license)", "![x](https://evil.example/a.png)", "![x](/a.png)", "![x]"] {
        assert_eq!((pictures(&parse(wrong)).len(), broken_picture(wrong)), (0, Some(wrong)), "{wrong}");
    }
    assert_eq!(broken_picture("```\n![](x y)\n```\n![Form](add-license)"), None);
}

/// ALL-9
#[test]
fn a_text_of_nothing_but_brackets_is_read_in_no_time() {
    for part in ["[", "[a](", "**a ", "`", "![", "[]("] {
        assert!(!parse(&part.repeat(40_000 / part.len())).is_empty(), "{part}");
    }
}

proptest! {
    /// ALL-9
    #[test]
    fn any_text_can_be_read(text in "(\\PC|\\n){0,400}") {
        let read = parse(&text);
        prop_assert!(links(&read).into_iter().all(is_place));
        prop_assert!(plain(&read).len() <= text.len() + read.len() + 400);
    }
}
