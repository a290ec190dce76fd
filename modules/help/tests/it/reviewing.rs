//! Who reads a text over sees what of it is another one.

use crate::{article, id_of, made, published, writer};
use axum::http::StatusCode;
use gatehouse_core::Lang;
use gatehouse_help::actions::save_text::{SaveText, SaveTextRefusal, save_text};
use gatehouse_help::actions::send_to_review::send_to_review;
use gatehouse_testkit::{both_engines, staff};

both_engines! {
    /// SUP-18
    async fn a_review_shows_what_has_changed_word_by_word(world: World) {
        let id = id_of(&world, "add-a-license").await;
        published(&world, id, Lang::En, ("Add it", "One.\n\nChoose the old button.\n\nThree.\n\nFour."), false).await;
        let typed = SaveText {
            title: "Add it now".into(),
            body: "One.\n\nChoose the <b>new</b> button.\n\nThree.\n\nFour.\n\nFive.".into(),
            ..SaveText::default()
        };
        save_text(&writer(&world, 1), id, Lang::En, &typed).await.unwrap();
        send_to_review(&writer(&world, 1), id, Lang::En).await.unwrap();
        let page = staff(&world, "support").get(&format!("/staff/help/{id}/text/en/review")).await.expect(StatusCode::OK).body;
        let changes = &page[page.find("id=\"changes\"").unwrap()..];
        for part in ["removed: </span>old<", "added: </span>", "&#60;", "Five.", "New words are underlined"] {
            assert!(changes.contains(part), "{part}: {changes}");
        }
        assert!(!changes.contains("<b>new"), "{changes}");
    }

    /// SUP-18
    async fn a_translator_sees_what_the_original_says_since(world: World) {
        let id = made(&world, "new-one", "public").await;
        published(&world, id, Lang::En, ("Zebras", "They have stripes."), false).await;
        published(&world, id, Lang::Ja, ("シマウマ", "しま模様です。"), false).await;
        let mut team = staff(&world, "support");
        let at = format!("/staff/help/{id}/text/ja");
        let page = team.get(&at).await.expect(StatusCode::OK).body;
        assert!(!page.contains("What has changed in the original"), "{page}");
        published(&world, id, Lang::En, ("Zebras", "They have dots."), false).await;
        let page = team.get(&at).await.expect(StatusCode::OK).body;
        for part in ["What has changed in the original", "removed: </span>stripes<", "added: </span>dots<"] {
            assert!(page.contains(part), "{part}: {page}");
        }
    }

    /// ALL-9, SUP-18
    async fn a_line_that_is_no_picture_of_the_article_is_refused(world: World) {
        let id = id_of(&world, "add-a-license").await;
        let unknown = "![x](0123456789abcdef0123456789abcdef-640x400.png)";
        for body in ["![](add-license)", "![x](https://evil.example/a.png)", unknown] {
            let typed = SaveText { title: "T".into(), body: body.into(), ..SaveText::default() };
            let refused = save_text(&writer(&world, 1), id, Lang::En, &typed).await.unwrap_err();
            assert_eq!(refused.refusal(), Some(&SaveTextRefusal::Picture), "{body}");
        }
        assert!(article(&world, id).await.open(Lang::En).is_none());
    }
}
