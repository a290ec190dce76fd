//! What nobody should send (ALL-9): texts with markup, answers to other versions, forms of strangers.

use crate::*;
use axum::http::StatusCode;
use gatehouse_privacy::actions::ConsentRefusal;
use gatehouse_privacy::actions::accept_statement::{Answering, accept_statement};
use gatehouse_testkit::{both_engines, staff};

both_engines! {
    /// ALL-9, PRI-7
    async fn a_text_is_never_markup_for_customers_and_staff(world: World) {
        let body = "<script>alert(1)</script>\n\njavascript:alert(2) https://example.com/\"onmouseover=x <a href=\"x\">";
        let mut hostile = entry("DE", body);
        hostile.texts[0].0 = "<img src=x>".to_owned();
        let added = statement(&world, &hostile).await;
        customer(&world, "ada@example.com", "DE").await;
        let mut browser = signed_in(&world, "ada@example.com").await;
        let mut pages = vec![browser.get(ASK).await.body];
        answer(&mut browser, "accept", "/account").await;
        pages.push(browser.get(PRIVACY).await.body);
        pages.push(browser.get(&format!("{ASK}/{}", added.version)).await.body);
        let place = format!("/staff/statements/{}/versions/{}", added.statement, added.version);
        pages.push(staff(&world, "privacy").get(&place).await.expect(StatusCode::OK).body);
        for page in pages {
            assert!(!page.contains("<script>alert") && !page.contains("<img src=x>") && !page.contains("href=\"x\""), "{page}");
            assert!(!page.contains("href=\"javascript") && page.contains("&#60;img src=x&#62;"), "{page}");
        }
    }

    /// ACC-12, ALL-9
    async fn only_the_version_in_force_is_an_answer_in_a_language_that_it_has(world: World) {
        let old = statement(&world, &entry("DE", "Old")).await;
        let new = next_version(&world, old.statement, &entry("DE", "New"), "").await;
        let account = customer(&world, "ada@example.com", "DE").await;
        let cx = world.cx_of(account);
        let of = |version, lang: &str| Answering { version, lang: lang.to_owned(), ..Answering::default() };
        for wrong in [of(old.version, "en"), of(new, "ru"), of(new, "\u{0}"), of(Uuid::from_u128(7), "en"), of(new, "")] {
            let refused = accept_statement(&cx, &wrong).await.unwrap_err();
            assert_eq!(refused.refusal(), Some(&ConsentRefusal::Changed), "{wrong:?}");
        }
        let elsewhere = customer(&world, "aiko@example.com", "JP").await;
        let refused = accept_statement(&world.cx_of(elsewhere), &of(new, "en")).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&ConsentRefusal::Changed));
        let nobody = accept_statement(&world.cx(), &of(new, "en")).await.unwrap_err();
        assert_eq!(nobody.refusal(), Some(&ConsentRefusal::Unknown));
        let mut browser = signed_in(&world, "ada@example.com").await;
        let old_form = [("version", old.version.to_string()), ("lang", "en".into()), ("answer", "accept".into())];
        let old_form: Vec<(&str, &str)> = old_form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = browser.post(ASK, &old_form).await.expect(StatusCode::CONFLICT).body;
        assert!(page.contains("New") && page.contains("changed while you were reading"), "{page}");
        for form in [&[("answer", "maybe")][..], &[("version", "x"), ("answer", "")], &[]] {
            assert!(browser.post(ASK, form).await.location().starts_with(ASK));
        }
        browser.post(ASK, &[("version", "x"), ("answer", "accept")]).await.expect(StatusCode::CONFLICT);
        assert!(crate::ledger::answers(&world, account).await.is_empty());
    }
}
