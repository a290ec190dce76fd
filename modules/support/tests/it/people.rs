//! Who belongs to a request: added, removed, leaving, and how its mails end (SUP-12, SUP-13); macros that two people change (SUP-17).

use crate::pages::{sent, signed_in};
use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_db::{Direction, PageRequest};
use gatehouse_mail::switch::ONE_CLICK_BODY;
use gatehouse_support::actions::add_person::{AddPerson, add_person_as_staff};
use gatehouse_support::actions::remove_person::remove_person_as_staff;
use gatehouse_support::actions::save_macro::{change_macro, remove_macro, save_macro};
use gatehouse_support::model::macro_steps::Steps;
use gatehouse_support::queries::listed::{ListFilter, SortBy, page as listed};
use gatehouse_support::rights::Viewer;
use gatehouse_support::tables::{request_person, support_macro};
use gatehouse_testkit::{both_engines, staff};

const FORM: &str = "application/x-www-form-urlencoded";

/// The row of somebody in a request.
async fn person(world: &World, request: Uuid, account: Uuid) -> request_person::Model {
    let own = request_person::Entity::find()
        .filter(request_person::Column::RequestId.eq(request))
        .filter(request_person::Column::AccountId.eq(account));
    own.one(world.app.db.reader()).await.unwrap().unwrap()
}

both_engines! {
    /// SUP-12, COM-3
    async fn a_colleague_reads_along_until_taken_out(world: World) {
        let firm = firm(&world, "acme").await;
        let asks = firm.add(&world, "asks@acme.example.com", &[]).await;
        let plain = firm.add(&world, "plain@acme.example.com", &[]).await;
        let hidden = OpenRequest { confidential: "true".into(), ..question("For two") };
        let id = ask(&world, asks.account, Some(firm.id), &hidden).await;
        let page = format!("/c/acme/requests/{id}");
        let mut author = signed_in(&world, "asks@acme.example.com").await;
        let mut colleague = signed_in(&world, "plain@acme.example.com").await;
        colleague.get(&page).await.expect(StatusCode::NOT_FOUND);
        assert!(author.get(&page).await.expect(StatusCode::OK).body.contains(&format!("{page}/people")));
        let people = format!("{page}/people");
        author.get(&people).await.expect(StatusCode::OK);
        customer(&world, "else@other.example.com").await;
        for address in ["else@other.example.com", "nobody@other.example.com", "no address"] {
            let refused = author.post(&people, &[("email", address)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains("id=\"f-email\""), "{address}");
        }
        for _ in 0..2 {
            author.post(&people, &[("email", "plain@acme.example.com")]).await.expect(StatusCode::SEE_OTHER);
        }
        reply(&world, id, "On the shelf.", None).await;
        assert_eq!(mails(&world, "support.answer", "plain@acme.example.com").await.len(), 1);
        // Who reads along answers, and ends nothing.
        let shown = colleague.get(&page).await.expect(StatusCode::OK).body;
        assert!(shown.contains("On the shelf.") && shown.contains("name=\"text\"") && !shown.contains("/close"), "{shown}");
        sent(&mut colleague, &format!("{page}/answer"), &[("text", "Thanks"), ("act", "send")]).await.expect(StatusCode::SEE_OTHER);
        colleague.post(&format!("{page}/close"), &[("confirm", "true")]).await.expect(StatusCode::FORBIDDEN);
        colleague.post(&people, &[("email", "owner@acme.example.com")]).await.expect(StatusCode::FORBIDDEN);
        let row = person(&world, id, plain.account).await;
        let own = person(&world, id, asks.account).await;
        colleague.post(&format!("{people}/{}/remove", own.id), &[]).await.expect(StatusCode::FORBIDDEN);
        author.post(&format!("{people}/{}/remove", own.id), &[]).await.expect(StatusCode::CONFLICT);
        // Its mails end for who wants none, and begin again.
        for (muted, told) in [("true", 1), ("false", 2)] {
            colleague.post(&format!("{page}/mails"), &[("muted", muted)]).await.expect(StatusCode::SEE_OTHER);
            reply(&world, id, "More.", None).await;
            assert_eq!(mails(&world, "support.answer", "plain@acme.example.com").await.len(), told, "{muted}");
        }
        // Taken out, they see nothing from now on, and hear nothing.
        author.post(&format!("{people}/{}/remove", row.id), &[]).await.expect(StatusCode::SEE_OTHER);
        for path in [page.clone(), people.clone()] {
            colleague.get(&path).await.expect(StatusCode::NOT_FOUND);
        }
        sent(&mut colleague, &format!("{page}/answer"), &[("text", "Still?"), ("act", "send")]).await.expect(StatusCode::NOT_FOUND);
        assert!(!colleague.get("/c/acme/requests").await.body.contains("For two"));
        reply(&world, id, "For the author.", None).await;
        assert_eq!(mails(&world, "support.answer", "plain@acme.example.com").await.len(), 2);
        // Added again, it is the same row; and they leave by themselves.
        author.post(&people, &[("email", "plain@acme.example.com")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(person(&world, id, plain.account).await.id, row.id);
        let left = colleague.post(&format!("{people}/{}/remove", row.id), &[]).await;
        assert_eq!(left.expect(StatusCode::SEE_OTHER).location(), "/c/acme/requests");
        colleague.get(&page).await.expect(StatusCode::NOT_FOUND);
        assert!(is_whole(&world, id).await);
    }

    /// ACC-16, SUP-13, SUP-17
    async fn mails_end_by_one_click_for_who_has_no_account(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("For more")).await;
        let mut browser = signed_in(&world, ADA).await;
        let refused = browser.post(&format!("/requests/{id}/people"), &[("email", "eve@else.example")]).await;
        refused.expect(StatusCode::FORBIDDEN);
        let mut support = staff(&world, "support");
        let people = format!("/staff/requests/{id}/people");
        let wrong = support.post(&people, &[("email", "no address")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("value=\"no address\""));
        support.post(&people, &[("email", "Eve@Else.example")]).await.expect(StatusCode::SEE_OTHER);
        assert!(support.get(&format!("/staff/requests/{id}")).await.body.contains("Eve@"));
        assert!(!world.dump().await.contains("Else.example"), "it is sealed");
        reply(&world, id, "On the shelf.", None).await;
        let to_eve = async || {
            let all = world.mails().await.into_iter();
            all.filter(|mail| mail.kind == "support.answer" && mail.to.eq_ignore_ascii_case("eve@else.example")).collect::<Vec<_>>()
        };
        let mail = to_eve().await.remove(0);
        assert!(mail.text.contains("/request-mails/stop?token="), "{}", mail.text);
        let click = mail.one_click.unwrap();
        let click = click.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned();
        assert!(click.starts_with("/request-mails/stop/now?token="), "{click}");
        // A look changes nothing, whoever looks.
        let before = world.dump().await;
        for path in [click.clone(), click.replace("/stop/now", "/stop")] {
            let mut scanner = world.browser();
            let first = scanner.get(&path).await;
            assert!(!first.location().contains("token"), "{}", first.location());
            assert!(scanner.follow(first).await.expect(StatusCode::OK).body.contains("Turn off"));
        }
        let look = world.browser().send(Method::POST, &click, Some(FORM), b"x=1".to_vec()).await;
        assert_eq!(look.location(), "/request-mails/stop", "what is no click is a look");
        assert!(world.dump().await == before, "a look has changed something");
        let body = ONE_CLICK_BODY.as_bytes().to_vec();
        let mut done = None;
        for _ in 0..2 {
            let provider = world.browser().header("sec-fetch-site", "cross-site");
            let mut provider = provider.header("origin", "https://mail.example");
            done = Some(provider.send(Method::POST, &click, Some(FORM), body.clone()).await.expect(StatusCode::OK));
        }
        reply(&world, id, "More.", None).await;
        assert_eq!((to_eve().await.len(), mails(&world, "support.answer", ADA).await.len()), (1, 2));
        assert!(support.get(&format!("/staff/requests/{id}")).await.body.contains("Gets no emails"));
        // The page that says so takes it back.
        let token = done.unwrap().input("token").unwrap();
        let again = world.browser().post("/request-mails/stop", &[("token", &token), ("again", "true")]).await;
        again.expect(StatusCode::OK);
        reply(&world, id, "And more.", None).await;
        assert_eq!(to_eve().await.len(), 2);
        // Once support has taken them out, an old mail brings nothing back.
        let rows = request_person::Entity::find().filter(request_person::Column::EmailLookup.is_not_null());
        let eve = rows.one(world.app.db.reader()).await.unwrap().unwrap();
        support.post(&format!("{people}/{}/remove", eve.id), &[]).await.expect(StatusCode::SEE_OTHER);
        let again = world.browser().post("/request-mails/stop", &[("token", &token), ("again", "true")]).await;
        again.expect(StatusCode::GONE);
        reply(&world, id, "The last.", None).await;
        assert_eq!(to_eve().await.len(), 2);
        for wrong in [format!("{click}x"), "/request-mails/stop/now?token=nonsense".to_owned()] {
            world.browser().send(Method::POST, &wrong, Some(FORM), body.clone()).await.expect(StatusCode::GONE);
        }
        world.advance(367 * DAY);
        world.browser().send(Method::POST, &click, Some(FORM), body).await.expect(StatusCode::GONE);
    }

    /// SUP-11, SUP-12
    async fn who_reads_along_finds_it_by_its_words_until_taken_out(world: World) {
        let (ada, bob) = (customer(&world, ADA).await, customer(&world, "bob@example.com").await);
        let id = ask(&world, ada, None, &question("The lantern")).await;
        let cx = world.cx_of(bob);
        let found = async || {
            let words = ListFilter { text: "lantern".into(), ..ListFilter::default() };
            let (viewer, order) = (Viewer::own(&cx).unwrap(), (SortBy::Opened, Direction::Ascending));
            listed(&cx, &viewer, &words, order, &PageRequest::default()).await.unwrap().items.len()
        };
        assert_eq!(found().await, 0);
        let input = AddPerson { email: "bob@example.com".into() };
        let person = add_person_as_staff(&agent(&world), id, &input).await.unwrap();
        assert_eq!(found().await, 1);
        remove_person_as_staff(&agent(&world), id, person).await.unwrap();
        assert_eq!(found().await, 0);
    }

    /// SUP-17
    async fn of_two_who_change_a_macro_the_second_is_told(world: World) {
        let cx = agent(&world);
        let steps = Steps { take: true, ..Steps::default() };
        let id = save_macro(&cx, "Take", &steps).await.unwrap();
        change_macro(&cx, id, Some(1), ("Take it", &steps)).await.unwrap();
        assert_eq!(code(change_macro(&cx, id, Some(1), ("Mine", &steps)).await), "setting.changed");
        assert_eq!(code(remove_macro(&cx, id, Some(1)).await), "setting.changed");
        let mut support = staff(&world, "support");
        let page = format!("/staff/macros/{id}");
        assert!(support.get("/staff/macros").await.body.contains(&format!("href=\"{page}\"")));
        let form = support.get(&page).await.expect(StatusCode::OK);
        assert_eq!((form.input("name").as_deref(), form.input("version").as_deref()), (Some("Take it"), Some("2")));
        let typed = |version: &'static str| [("name", "Take and wait"), ("take", "true"), ("work", "on_hold"), ("version", version)];
        support.post(&page, &typed("1")).await.expect(StatusCode::CONFLICT);
        support.post(&page, &typed("2")).await.expect(StatusCode::SEE_OTHER);
        let kept = support_macro::Entity::find_by_id(id).one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!((kept.name.as_str(), kept.version), ("Take and wait", 3));
        assert_eq!(serde_json::from_str::<Steps>(&kept.steps).unwrap().work.as_deref(), Some("on_hold"));
        let remove = format!("{page}/remove");
        support.post(&remove, &[("version", "2")]).await.expect(StatusCode::CONFLICT);
        support.post(&remove, &[("version", "3")]).await.expect(StatusCode::SEE_OTHER);
        support.get(&page).await.expect(StatusCode::NOT_FOUND);
        support.post(&page, &typed("3")).await.expect(StatusCode::NOT_FOUND);
    }
}
