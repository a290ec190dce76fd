//! The pages of the help center as visitors see them.

use crate::{article, id_of, made, published, writer};
use axum::http::StatusCode;
use gatehouse_core::Lang;
use gatehouse_help::actions::archive::archive;
use gatehouse_help::actions::save_article::{SaveArticle, save_article};
use gatehouse_testkit::{World, both_engines, staff};

/// The team gives an article of everybody other words, or other readers.
async fn changed(world: &World, slug: &str, change: fn(&mut SaveArticle)) {
    let row = article(world, id_of(world, slug).await).await.article;
    let mut input = SaveArticle {
        slug: row.slug,
        category: row.category_id.to_string(),
        kind: "article".into(),
        audience: "public".into(),
        source: "en".into(),
        version: row.version.to_string(),
        ..SaveArticle::default()
    };
    change(&mut input);
    save_article(&writer(world, 1), Some(row.id), &input).await.unwrap();
}

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

    /// ALL-10
    async fn the_foot_of_a_page_leads_to_the_start_where_its_article_is_not_for_the_reader(world: World) {
        let mut visitor = world.browser();
        let put_away = id_of(&world, "passkeys").await;
        archive(&writer(&world, 1), put_away, false).await.unwrap();
        changed(&world, "lost-phone", |input| input.audience = "staff".into()).await;
        for gone in ["/help/passkeys", "/help/lost-phone"] {
            assert_eq!(visitor.get(gone).await.expect(StatusCode::SEE_OTHER).location(), "/help", "{gone}");
            let page = visitor.get("/help").await.expect(StatusCode::OK).body;
            assert!(page.contains("no article about that page right now"), "{gone}: {page}");
        }
        archive(&writer(&world, 1), put_away, true).await.unwrap();
        visitor.get("/help/passkeys").await.expect(StatusCode::OK);
        // Under other words it is the same article.
        changed(&world, "text-codes", |input| input.slug = "codes-by-text".into()).await;
        let page = visitor.get("/help/text-codes").await.expect(StatusCode::OK).body;
        assert!(page.contains("-codes-by-text/helped"), "{page}");
        let renamed = id_of(&world, "codes-by-text").await;
        archive(&writer(&world, 1), renamed, false).await.unwrap();
        assert_eq!(visitor.get("/help/text-codes").await.expect(StatusCode::SEE_OTHER).location(), "/help");
        // The team is led to its list, and nobody learns from it what the team has.
        archive(&writer(&world, 1), id_of(&world, "staff-orders").await, false).await.unwrap();
        let away = staff(&world, "lab").get("/staff/help/read/staff-orders").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(away.location(), "/staff/help");
        for never in ["/help/staff-orders", "/help/term-key-file-of-old"] {
            visitor.get(never).await.expect(StatusCode::NOT_FOUND);
        }
    }

    /// ALL-10
    async fn an_outdated_translation_leads_to_its_newer_original(world: World) {
        let id = made(&world, "new-one", "public").await;
        published(&world, id, Lang::En, ("Zebras", "Stripes."), false).await;
        published(&world, id, Lang::Ja, ("シマウマ", "しま模様です。"), false).await;
        let at = "/help/1001-new-one";
        let mut visitor = world.browser();
        let original = format!("{at}?text=original&lang=ja");
        for fresh in [format!("{at}?lang=ja"), original.clone()] {
            let page = visitor.get(&fresh).await.expect(StatusCode::OK).body;
            assert!(page.contains("しま模様です。") && !page.contains("新しい原文"), "{page}");
        }
        published(&world, id, Lang::En, ("Zebras", "They have dots."), false).await;
        let page = visitor.get(&format!("{at}?lang=ja")).await.expect(StatusCode::OK).body;
        assert!(page.contains("しま模様です。") && page.contains(&format!("href=\"{at}?text=original\"")), "{page}");
        let page = visitor.get(&original).await.expect(StatusCode::OK).body;
        for part in ["lang=\"ja\"", "They have dots.", "新しい原文を表示しています", &format!("<a href=\"{at}\">翻訳を読む")] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("まだ翻訳されていません。原文の言語"), "{page}");
        // Who reads the original speaks of the original.
        let said = visitor.post(&format!("{at}/helped?lang=ja"), &[("lang", "en"), ("helped", "yes")]).await;
        assert_eq!(said.expect(StatusCode::SEE_OTHER).location(), format!("{at}?said=yes&text=original#helped"));
        let said = visitor.post(&format!("{at}/helped?lang=ja"), &[("lang", "ja"), ("helped", "yes")]).await;
        assert_eq!(said.expect(StatusCode::SEE_OTHER).location(), format!("{at}?said=yes#helped"));
        let page = staff(&world, "support").get(&format!("/staff/help/read{}?lang=ja", &at[5..])).await.body;
        assert!(page.contains("?text=original"), "{page}");
    }
}
