//! The help center and the pages of the house: none is without its article, and no article without the page that it speaks of.

use crate::routes::{clerk, doors, person, signed_in};
use crate::world;
use axum::http::{Method, StatusCode};
use gatehouse_core::Lang;
use gatehouse_help::model::page_map::{article_of, is_mapped};
use gatehouse_help::model::shipped::{ARTICLES, by_slug};
use gatehouse_help::model::words::Audience;
use gatehouse_support::actions::close::solved_by;
use gatehouse_support::actions::open_request::{OpenRequest, open_request};
use gatehouse_testkit::{TestEngine, both_engines};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use std::collections::BTreeSet;

/// ALL-10
#[tokio::test(flavor = "multi_thread")]
async fn every_page_has_its_article_in_every_language() {
    let world = world(TestEngine::Sqlite).await;
    let mut without = Vec::new();
    for door in doors(&world).filter(|door| door.method == Method::GET) {
        if !is_mapped(&door.path) {
            without.push(door.path.to_string());
            continue;
        }
        let Some(slug) = article_of(&door.path) else { continue };
        let article = by_slug(slug).unwrap_or_else(|| panic!("{}: no article {slug}", door.path));
        assert!(Lang::ALL.into_iter().all(|lang| article.text(lang).is_some()), "{slug}");
        // What customers see leads to nothing that only the team may read.
        let is_staff = door.path.starts_with("/staff");
        assert!(is_staff || article.audience == Audience::Public, "{} leads to {slug}", door.path);
    }
    assert_eq!(without, Vec::<String>::new(), "pages without an article: model/page_map.rs");
}

/// What the portal says in a language, in small letters: whole texts, and of those with something filled in what stands before and behind it.
fn said(lang: Lang) -> (BTreeSet<String>, Vec<(String, String)>) {
    let (mut whole, mut filled) = (BTreeSet::new(), Vec::new());
    for krate in crate::texts::crates() {
        for file in std::fs::read_dir(krate.join("locales").join(lang.tag())).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap().to_lowercase();
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let is_first = !line.starts_with([' ', '}']);
                let said = if is_first { line.split_once(" =").map_or("", |(_, said)| said) } else { line };
                // A form of a number.
                let said = match said.trim().trim_start_matches('*').strip_prefix('[') {
                    Some(form) => form.split_once(']').map_or("", |(_, said)| said),
                    None => said,
                };
                let said = said.trim();
                if let (Some((before, _)), Some((_, behind))) = (said.split_once('{'), said.rsplit_once('}')) {
                    filled.push((before.to_owned(), behind.to_owned()));
                } else {
                    whole.insert(said.to_owned());
                }
            }
        }
    }
    (whole, filled)
}

/// ALL-10: what an article tells its readers to choose is called so on the page
#[test]
fn what_articles_set_in_bold_is_a_text_of_the_portal() {
    // Bent to their sentences.
    const BENT: [&str; 3] = ["профиле", "настройках поддержки", "учёте запросов по контракту"];
    let mut wrong = Vec::new();
    for lang in Lang::ALL {
        let (whole, filled) = said(lang);
        for article in ARTICLES {
            let body = article.text(lang).unwrap().body.to_lowercase();
            for word in body.split("**").skip(1).step_by(2).flat_map(|bold| bold.split(" > ")) {
                let is_filled = |(before, behind): &(String, String)| {
                    before.trim().len() + behind.trim().len() > 3
                        && word.len() > before.len() + behind.len()
                        && word.starts_with(before.as_str())
                        && word.ends_with(behind.as_str())
                };
                if !BENT.contains(&word) && !whole.contains(word) && !filled.iter().any(is_filled) {
                    wrong.push(format!("{lang:?} {}: {word}", article.slug));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "no page says this");
}

/// ALL-10
#[tokio::test(flavor = "multi_thread")]
async fn every_article_leads_to_a_page_that_is_there() {
    let world = world(TestEngine::Sqlite).await;
    let places: Vec<&str> =
        doors(&world).filter(|door| door.method == Method::GET).map(|door| door.path.as_ref()).collect();
    for article in ARTICLES {
        let Some(form) = article.form else { continue };
        assert!(form == "/api/docs" || places.contains(&form), "{} leads to {form}", article.slug);
    }
    let without =
        ARTICLES.iter().filter(|article| article.form.is_none() && !article.slug.starts_with("term-")).count();
    assert_eq!(without, 0);
}

/// A question about the portal.
fn question(subject: &str) -> OpenRequest {
    OpenRequest {
        category: "portal".into(),
        subject: subject.into(),
        description: "It ends soon.".into(),
        fields: [("kind".to_owned(), "question".to_owned())].into(),
        ..OpenRequest::default()
    }
}

both_engines! {
    /// ALL-10
    async fn the_foot_of_a_page_leads_to_its_article_for_each_reader(world: World) {
        person(&world, "holder@example.com").await;
        let mut visitor = world.browser();
        for (path, to) in [("/sign-in", "/help/sign-in-to-account"), ("/support", "/help/open-a-request"), ("/staff/sign-in", "/help/staff-sign-in")] {
            let page = visitor.get(path).await.body;
            assert!(page.contains(&format!("href=\"{to}\">Help with this page")), "{path}: {page}");
            visitor.get(to).await.expect(StatusCode::OK);
        }
        assert!(!visitor.get("/help").await.body.contains("Help with this page"));
        let mut customer = signed_in(&world, "holder@example.com").await;
        let page = customer.get("/licenses").await.expect(StatusCode::OK).body;
        assert!(page.contains("href=\"/help/your-licenses\">Help with this page") && page.contains("href=\"/help\""), "{page}");
        let mut staff = clerk(&world).await;
        let page = staff.get("/staff/orders").await.expect(StatusCode::OK).body;
        assert!(page.contains("href=\"/staff/help/read/staff-orders\">Help with this page"), "{page}");
        let page = staff.get("/staff/help/read/staff-orders").await.expect(StatusCode::OK).body;
        assert!(page.contains("Orders and codes"), "{page}");
    }

    /// SUP-14
    async fn what_solved_similar_requests_is_advised_first(world: World) {
        world.run_jobs().await;
        let account = person(&world, "holder@example.com").await;
        let cx = world.cx_of(account);
        let advised = async |request| {
            use gatehouse_help::tables::help_advice::{Column, Entity};
            let rows = Entity::find().filter(Column::RequestId.eq(request)).order_by_asc(Column::Place);
            let rows = rows.all(world.app.db.reader()).await.unwrap();
            rows.into_iter().map(|row| row.article_id).collect::<Vec<_>>()
        };
        let ask = question("How do I renew my license");
        let mut seconds = Vec::new();
        for _ in 0..2 {
            let opened = open_request(&cx, None, &ask).await.unwrap();
            let chosen = advised(opened.id).await;
            assert!(chosen.len() > 1, "{chosen:?}");
            // Not the first: what one request says is not frequent.
            solved_by(&cx, None, opened.id, chosen[1]).await.unwrap();
            seconds.push(chosen[1]);
        }
        assert_eq!(seconds[0], seconds[1], "once changes nothing");
        let third = open_request(&cx, None, &ask).await.unwrap();
        assert_eq!(advised(third.id).await.first(), Some(&seconds[0]));
    }

    /// SUP-14, SUP-18
    async fn articles_are_suggested_and_advised_and_what_solved_it_closes_the_request(world: World) {
        world.run_jobs().await;
        let account = person(&world, "holder@example.com").await;
        let mut customer = signed_in(&world, "holder@example.com").await;
        let form = customer.get("/requests/new?category=portal&subject=How%20do%20I%20renew%20my%20license").await;
        let form = form.expect(StatusCode::OK).body;
        assert!(form.contains("These articles may answer your question") && form.contains("/help/135-renewal"), "{form}");
        let short = customer.get("/requests/new?category=portal&subject=renew").await.body;
        // The list waits for what is typed, folded away.
        assert!(short.contains("open hidden><summary>These articles may answer"), "{short}");
        let typed = customer.get("/help/suggested?q=How%20do%20I%20renew%20my%20license").await.expect(StatusCode::OK).json();
        assert!(typed.as_array().unwrap().iter().any(|one| one["href"] == "/help/135-renewal"), "{typed}");
        assert_eq!(customer.get("/help/suggested?q=zzzzqqqq").await.json(), serde_json::json!([]));

        let ask = question("How do I renew my license");
        let opened = open_request(&world.cx_of(account), None, &ask).await.unwrap();
        let here = format!("/requests/{}", opened.id);
        let page = customer.get(&here).await.expect(StatusCode::OK).body;
        assert!(page.contains("This may help right away") && page.contains("/help/135-renewal"), "{page}");
        assert!(page.contains("This solved it"), "{page}");
        let advised = gatehouse_help::tables::help_advice::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert!((1..=3).contains(&advised.len()) && advised.iter().all(|row| row.request_id == opened.id), "{advised:?}");
        let renewal = advised.iter().find(|row| row.place == 1).unwrap();
        let solved = [("solved_by", renewal.article_id.to_string())];
        let solved: Vec<(&str, &str)> = solved.iter().map(|(name, value)| (*name, value.as_str())).collect();
        // Nobody else closes it so.
        person(&world, "other@example.com").await;
        let mut other = signed_in(&world, "other@example.com").await;
        other.post(&format!("{here}/close"), &solved).await.expect(StatusCode::NOT_FOUND);
        customer.post(&format!("{here}/close"), &solved).await.expect(StatusCode::SEE_OTHER);
        let page = customer.get(&here).await.expect(StatusCode::OK).body;
        assert!(!page.contains("This solved it") && page.contains("Canceled by user"), "{page}");
        let (uses, done) = gatehouse_help::queries::advised::uses(&world.cx(), renewal.article_id).await.unwrap();
        assert_eq!((uses, done), (1, 1));
    }
}
