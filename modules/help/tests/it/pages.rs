//! The pages of the help center as visitors see them.

use axum::http::StatusCode;
use gatehouse_testkit::both_engines;

both_engines! {
    /// ALL-10
    async fn all_answers_of_a_category_are_opened_at_once(world: World) {
        let mut visitor = world.browser();
        let page = visitor.get("/help/category/licenses").await.expect(StatusCode::OK).body;
        assert!(page.contains("id=\"a131\"") && !page.contains("id=\"a131\" open"), "{page}");
        assert!(page.contains("href=\"/help/category/licenses?open=all\"") && page.contains("/help/category/devices"), "{page}");
        let page = visitor.get("/help/category/licenses?open=all").await.expect(StatusCode::OK).body;
        assert!(page.matches("<details").count() == page.matches(" open><summary>").count(), "{page}");
        assert!(page.contains("Article 131, "), "each with its number and date: {page}");
        visitor.get("/help/category/staff").await.expect(StatusCode::NOT_FOUND);
        visitor.get("/help/category/nothing").await.expect(StatusCode::NOT_FOUND);
        visitor.get("/help/category/..%2f").await.expect(StatusCode::NOT_FOUND);
    }

    /// ALL-10
    async fn the_number_decides_and_the_words_lead_on(world: World) {
        let mut visitor = world.browser();
        for old in ["/help/131", "/help/131-old-words"] {
            assert_eq!(visitor.get(old).await.expect(StatusCode::SEE_OTHER).location(), "/help/131-add-a-license");
        }
        let page = visitor.get("/help/131-add-a-license").await.expect(StatusCode::OK).body;
        for part in ["Article 131, ", "href=\"/licenses/add\"", "Related articles", "<ol><li>Choose <b>Add license</b>."] {
            assert!(page.contains(part), "{part}: {page}");
        }
        for wrong in ["/help/0", "/help/9999", "/help/nothing-here", "/help/%3Cb%3E", "/help/99999999999999999999"] {
            visitor.get(wrong).await.expect(StatusCode::NOT_FOUND);
        }
        let page = visitor.get("/help/141-move-to-a-new-computer?lang=ja").await.expect(StatusCode::OK).body;
        assert!(page.contains("新しいパソコン") && page.contains("この記事は役に立ちましたか"), "{page}");
    }

    /// ALL-10
    async fn the_glossary_and_the_first_page_have_everything_in_each_language(world: World) {
        let mut visitor = world.browser();
        for (lang, word, category) in [("en", "Key file", "Companies"), ("ja", "キーファイル", "会社"), ("ru", "Файл ключа", "Компании")] {
            let page = visitor.get(&format!("/help/glossary?lang={lang}")).await.expect(StatusCode::OK).body;
            assert!(page.contains(&format!("<dt>{word}</dt>")), "{page}");
            let page = visitor.get(&format!("/help?lang={lang}")).await.expect(StatusCode::OK).body;
            assert!(page.contains(&format!("<h2>{category}</h2>")) && page.contains("/help/glossary"), "{page}");
            assert!(!page.contains("/help/category/staff-licensing"), "{page}");
        }
    }
}
