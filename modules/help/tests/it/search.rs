//! Searching, and the labeled questions: the right article is among the first three for four of five (SUP-14, SUP-18).

use crate::{made, published};
use axum::http::StatusCode;
use gatehouse_core::Lang;
use gatehouse_help::model::words::Reader;
use gatehouse_help::queries::search::{search, suggested};
use gatehouse_testkit::{World, both_engines};

const QUESTIONS: [(Lang, &str); 3] = [
    (Lang::En, include_str!("questions/en.txt")),
    (Lang::Ja, include_str!("questions/ja.txt")),
    (Lang::Ru, include_str!("questions/ru.txt")),
];

/// How many of a language's questions have the right article among the first three, and those that have not.
async fn right(world: &World, lang: Lang, questions: &str) -> (usize, Vec<String>) {
    let cx = world.cx();
    let (mut all, mut wrong) = (0, Vec::new());
    for line in questions.lines() {
        let (slug, question) = line.split_once(" | ").unwrap();
        all += 1;
        let found = suggested(&cx, Reader::Visitor, lang, question, 3).await.unwrap();
        if !found.iter().any(|item| item.slug == slug) {
            wrong
                .push(format!("{question}: {slug}, not {:?}", found.iter().map(|item| &item.slug).collect::<Vec<_>>()));
        }
    }
    (all, wrong)
}

/// The slugs that a reader finds.
async fn found(world: &World, reader: Reader, lang: Lang, words: &str) -> Vec<String> {
    let found = search(&world.cx(), reader, lang, words).await.unwrap();
    found.items.into_iter().map(|item| item.slug).collect()
}

both_engines! {
    /// SUP-14, SUP-18
    async fn four_of_five_questions_have_the_right_article_among_the_first_three(world: World) {
        for (lang, questions) in QUESTIONS {
            let (all, wrong) = right(&world, lang, questions).await;
            assert!(all >= 100, "{lang:?}: {all} questions");
            assert!(wrong.len() * 5 <= all, "{lang:?}: {} of {all} wrong:\n{}", wrong.len(), wrong.join("\n"));
        }
    }

    /// ALL-10
    async fn forms_of_russian_words_and_japanese_without_blanks_are_found(world: World) {
        for words in ["лицензию перенести", "перенос лицензии", "переносы лицензий"] {
            assert!(found(&world, Reader::Visitor, Lang::Ru, words).await.contains(&"move-to-a-new-computer".to_owned()), "{words}");
        }
        for words in ["招待のリンク", "会社に参加"] {
            assert!(found(&world, Reader::Visitor, Lang::Ja, words).await.contains(&"join-a-company".to_owned()), "{words}");
        }
        assert!(found(&world, Reader::Visitor, Lang::En, "qqqq").await.is_empty());
        let nothing = world.browser().get("/help?q=qqqq").await.expect(StatusCode::OK).body;
        assert!(nothing.contains("No article found") && nothing.contains("/support?subject=qqqq"), "{nothing}");
    }

    /// SUP-18
    async fn each_reader_finds_what_is_for_them(world: World) {
        for (slug, audience) in [("for-all", "public"), ("for-customers", "customers"), ("for-the-team", "staff")] {
            let id = made(&world, slug, audience).await;
            published(&world, id, Lang::En, ("Zebras", "Stripes of zebras."), false).await;
        }
        let all = ["for-all", "for-customers", "for-the-team"];
        for (reader, most) in [(Reader::Visitor, 1), (Reader::Customer, 2), (Reader::Staff, 3)] {
            let mut seen = found(&world, reader, Lang::En, "zebra").await;
            seen.sort();
            assert_eq!(seen, &all[..most], "{reader:?}");
            // Nothing is translated: what is found is in another language, and the page says so.
            assert_eq!(found(&world, reader, Lang::Ja, "zebra").await.len(), most);
        }
        let page = world.browser().get("/help?q=zebra&lang=ru").await.body;
        assert!(page.contains("написаны на другом языке"), "{page}");
        world.browser().get("/help/for-customers").await.expect(StatusCode::NOT_FOUND);
        world.browser().get("/help/for-the-team").await.expect(StatusCode::NOT_FOUND);
    }
}
