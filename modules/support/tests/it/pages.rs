//! The pages of customers: list, form, request, answer, close (SUP-1, SUP-2, SUP-5, SUP-11, SUP-12, SUP-21, SUP-22), and the public form (SUP-16).

use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_catalog::tables::product_version;
use gatehouse_db::sea_orm::Set;
use gatehouse_db::{Direction, PageRequest};
use gatehouse_support::model::timer::SILENCE;
use gatehouse_support::model::turn::Next;
use gatehouse_support::queries::listed::{ListFilter, SortBy, Wanted, page};
use gatehouse_support::rights::Viewer;
use gatehouse_support::tables::{request_draft, request_file};
use gatehouse_testkit::{Answer, Browser, both_engines};

pub async fn signed_in(world: &World, email: &str) -> Browser {
    let mut browser = world.browser();
    let answer = browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
    assert!(answer.status.is_redirection(), "{}", answer.body);
    browser
}

/// A form as browsers send it that has a file field.
pub async fn sent(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, text) in fields {
        body.push_str(&format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n"));
    }
    body.push_str("--X--\r\n");
    browser.send(Method::POST, path, Some("multipart/form-data; boundary=X"), body.into_bytes()).await
}

/// Where the form of a page goes to.
fn action(body: &str) -> String {
    let from = body.split("enctype=").next().unwrap().rsplit("action=\"").next().unwrap();
    from.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&")
}

const QUESTION: [(&str, &str); 5] = [
    ("category", "portal"),
    ("fields.kind", "question"),
    ("subject", "Where is my license?"),
    ("description", "I looked everywhere."),
    ("act", "send"),
];

both_engines! {
    /// SUP-1, SUP-6, SUP-12
    async fn a_request_is_asked_answered_and_closed_without_script(world: World) {
        customer(&world, ADA).await;
        let mut ada = signed_in(&world, ADA).await;
        let list = ada.get("/requests").await.expect(StatusCode::OK).body;
        assert!(list.contains("No requests yet") && list.contains("href=\"/requests/new\""), "{list}");
        let choice = ada.get("/requests/new").await.expect(StatusCode::OK).body;
        assert!(choice.contains("category=portal") && choice.contains("category=threat") && !choice.contains("category=apns"));
        let form = ada.get("/requests/new?category=portal").await.expect(StatusCode::OK).body;
        let to = action(&form);
        assert!(to.starts_with("/requests/new?draft="), "{to}");
        let done = sent(&mut ada, &to, &QUESTION).await.expect(StatusCode::SEE_OTHER);
        let page = done.location();
        // Pressed twice: the same request.
        let again = sent(&mut ada, &to, &QUESTION).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(again.location(), page);
        let shown = ada.get(&page).await.expect(StatusCode::OK).body;
        assert!(shown.contains("Where is my license?") && shown.contains("I looked everywhere.") && shown.contains("Processing"));
        assert!(shown.contains("order of arrival"), "standard support promises no time");
        let list = ada.get("/requests").await.body;
        assert!(list.contains(&format!("href=\"{page}\"")), "it is in the list at once");
        let answered = sent(&mut ada, &format!("{page}/answer"), &[("text", "Found <it>."), ("act", "send")]).await;
        assert_eq!(answered.expect(StatusCode::SEE_OTHER).location(), page);
        assert!(ada.get(&page).await.body.contains("Found &#60;it&#62;."));
        let empty = sent(&mut ada, &format!("{page}/answer"), &[("text", " "), ("act", "send")]).await;
        empty.expect(StatusCode::UNPROCESSABLE_ENTITY);
        ada.post(&format!("{page}/close"), &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        ada.post(&format!("{page}/close"), &[("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        let ended = ada.get(&page).await.body;
        assert!(ended.contains("Canceled by user") && ended.contains("follows=R-") && !ended.contains("name=\"text\""), "{ended}");
        let bob = customer(&world, "bob@example.com").await;
        assert!(!bob.is_nil());
        let mut bob = signed_in(&world, "bob@example.com").await;
        for path in [page.clone(), format!("{page}/close")] {
            bob.get(&path).await.expect(StatusCode::NOT_FOUND);
        }
        sent(&mut bob, &format!("{page}/answer"), &[("text", "Me too"), ("act", "send")]).await.expect(StatusCode::NOT_FOUND);
    }

    /// SUP-2
    async fn a_draft_is_kept_on_the_server_and_comes_back(world: World) {
        let ada = customer(&world, ADA).await;
        let mut browser = signed_in(&world, ADA).await;
        let to = action(&browser.get("/requests/new?category=portal&subject=Half").await.body);
        let kept = sent(&mut browser, &to, &[("category", "portal"), ("subject", "Half a thought"), ("act", "save")]).await;
        let back = kept.expect(StatusCode::SEE_OTHER).location();
        assert!(browser.get(&back).await.body.contains("value=\"Half a thought\""));
        let list = browser.get("/requests").await.body;
        assert!(list.contains("Not sent yet") && list.contains("Half a thought"));
        let all = request_draft::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!((all.len(), all[0].account_id), (1, Some(ada)));
        assert!(!world.dump().await.contains("Half a thought"), "it is sealed");
        // Another account cannot begin with that id, nor read it.
        customer(&world, "bob@example.com").await;
        let mut bob = signed_in(&world, "bob@example.com").await;
        assert!(!bob.get(&back).await.body.contains("Half a thought"));
        let stolen = sent(&mut bob, &to, &[("category", "portal"), ("subject", "Mine"), ("act", "save")]).await;
        assert!(stolen.status.is_client_error(), "{}", stolen.status);
        browser.post("/requests/new/drop", &[("draft", &all[0].id.to_string())]).await.expect(StatusCode::SEE_OTHER);
        assert!(!browser.get("/requests").await.body.contains("Half a thought"));
    }

    /// SUP-2, SUP-22
    async fn the_technical_form_narrows_and_says_where_a_license_is_missing(world: World) {
        let (ada, beacon) = (customer(&world, ADA).await, product(&world, "beacon").await);
        let mut browser = signed_in(&world, ADA).await;
        let none = browser.get("/requests/new?category=technical").await.expect(StatusCode::OK).body;
        assert!(none.contains("No running license") && none.contains("href=\"/licenses/add\"") && !none.contains("name=\"subject\""));
        license(&world, "beacon", Holder::Account(ada), 100).await;
        let form = browser.get("/requests/new?category=technical").await.body;
        assert!(form.contains(&beacon.to_string()) && form.contains("name=\"subject\"") && form.contains("fields.os"));
        let to = action(&form);
        let product = beacon.to_string();
        let typed = [
            ("category", "technical"),
            ("product", product.as_str()),
            ("fields.kind", "error"),
            ("fields.os", "Windows 11"),
            ("subject", "It stopped"),
            ("description", "After a minute"),
            ("act", "send"),
        ];
        let page = sent(&mut browser, &to, &typed).await.expect(StatusCode::SEE_OTHER).location();
        let shown = browser.get(&page).await.body;
        assert!(shown.contains("Windows 11") && shown.contains("The beacon"));
    }

    /// DEV-10, SUP-21
    async fn a_product_leads_to_the_form_with_its_code_and_version_filled_in(world: World) {
        let (ada, beacon) = (customer(&world, ADA).await, product(&world, "beacon").await);
        let torch = product(&world, "torch").await;
        for own in ["beacon", "torch"] {
            license(&world, own, Holder::Account(ada), 100).await;
        }
        product(&world, "other").await;
        let cx = world.cx();
        let version = product_version::ActiveModel {
            id: Set(cx.id()),
            product_id: Set(beacon),
            number: Set("2.1".to_owned()),
            released_at: Set(cx.now()),
            certificate: Set(String::new()),
        };
        let version = product_version::Entity::insert(version).exec_with_returning(world.app.db.writer()).await.unwrap().id;
        let mut browser = world.browser();
        let asked = "/requests/new?category=technical&product=beacon&version=2.1";
        let to = browser.get(asked).await.expect(StatusCode::SEE_OTHER).location();
        assert!(to.starts_with("/sign-in?next=") && to.contains("beacon"), "who signs in first comes here: {to}");
        let mut browser = signed_in(&world, ADA).await;
        let form = browser.get(asked).await.expect(StatusCode::OK).body;
        let chosen = |form: &str, id: Uuid| form.contains(&format!("value=\"{id}\" selected"));
        assert!(chosen(&form, beacon) && chosen(&form, version) && !chosen(&form, torch), "{form}");
        let choice = browser.get("/requests/new?product=beacon&version=2.1").await.expect(StatusCode::OK).body;
        assert!(choice.contains(&beacon.to_string()) && choice.contains(&version.to_string()), "{choice}");
        for (query, is_product) in [
            ("product=beacon&version=9.9", true),
            ("product=beacon", true),
            ("product=other&version=2.1", false),
            ("product=%3Cscript%3E&version=2.1", false),
        ] {
            let form = browser.get(&format!("/requests/new?category=technical&{query}")).await.expect(StatusCode::OK).body;
            assert_eq!((chosen(&form, beacon), chosen(&form, version)), (is_product, false), "{query}");
        }
    }

    /// SUP-5, LIC-21
    async fn the_statement_comes_before_the_first_file_and_a_missing_letter_before_sending(world: World) {
        customer(&world, ADA).await;
        let mut browser = signed_in(&world, ADA).await;
        let form = browser.get("/requests/new?category=compromised_code").await.body;
        assert!(form.contains("Accept and add files") && form.contains("official letter") && !form.contains("type=\"file\""));
        let to = action(&form);
        let typed = [
            ("category", "compromised_code"),
            ("fields.code", "AAAAA-BBBBB-CCCCC-DDDDD"),
            ("fields.block_when", "now"),
            ("subject", "Our code is known"),
            ("description", "It was published."),
        ];
        let with = |act: &'static str| typed.iter().copied().chain([("act", act)]).collect::<Vec<_>>();
        let kept = sent(&mut browser, &to, &with("accept")).await.expect(StatusCode::SEE_OTHER).location();
        let form = browser.get(&kept).await.body;
        assert!(form.contains("type=\"file\"") && form.contains("Our code is known"));
        let refused = sent(&mut browser, &to, &with("send")).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Nothing was sent yet.") && refused.body.contains("It was published."));
        assert!(request::Entity::find().all(world.app.db.reader()).await.unwrap().is_empty());
    }

    /// SUP-11
    async fn a_list_is_filtered_and_a_number_goes_before_the_filters(world: World) {
        let ada = customer(&world, ADA).await;
        let cx = world.cx_of(ada);
        let first = open_request(&cx, None, &question("Alpha lantern")).await.unwrap();
        let second = ask(&world, ada, None, &question("Beta canary")).await;
        reply(&world, second, "Which one?", Some(Status::AwaitingAnswer)).await;
        let viewer = Viewer::own(&cx).unwrap();
        let listed = async |filter: ListFilter| {
            let order = (SortBy::Updated, Direction::Descending);
            let found = page(&cx, &viewer, &filter, order, &PageRequest::default()).await.unwrap();
            found.items.into_iter().map(|row| row.subject).collect::<Vec<_>>()
        };
        assert_eq!(listed(ListFilter::default()).await.len(), 2);
        let waiting = ListFilter { wanted: Some(Wanted::Waiting), ..ListFilter::default() };
        assert_eq!(listed(waiting.clone()).await, ["Beta canary"]);
        assert_eq!(listed(ListFilter { wanted: Some(Wanted::Inactive), ..waiting.clone() }).await.len(), 0);
        assert_eq!(listed(ListFilter { text: first.number.to_string(), ..waiting }).await, ["Alpha lantern"]);
        assert_eq!(listed(ListFilter { text: "canary".into(), ..ListFilter::default() }).await, ["Beta canary"]);
        let mut browser = signed_in(&world, ADA).await;
        let home = browser.get("/home").await.body;
        assert!(home.contains("1 request is waiting for your answer"), "{home}");
        let searched = browser.post("/requests", &[("q", &first.number.to_string()), ("status", "waiting")]).await;
        let place = searched.expect(StatusCode::SEE_OTHER).location();
        assert!(place.contains("status=waiting") && place.contains("q=R-"), "leaving the number, the filter is back: {place}");
    }

    /// SUP-11, SUP-12, SUP-17
    async fn a_customer_reads_whose_turn_it_is_and_until_when(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Alpha lantern")).await;
        let asked = row(&world, id).await;
        let promised = request::Model { level: Level::Premium, due_at: Some(asked.opened_at), ..asked.clone() };
        assert_eq!(Next::of(&promised), Next::Answer(Some(asked.opened_at)));
        let answered = request::Model {
            first_answer_at: Some(asked.opened_at),
            solution_due_at: promised.due_at,
            ..promised.clone()
        };
        assert_eq!(Next::of(&answered), Next::Solution(asked.opened_at));
        let standard = request::Model { level: Level::Standard, ..promised.clone() };
        assert_eq!(Next::of(&standard), Next::Answer(None), "standard support promises no time");
        assert_eq!(Next::of(&request::Model { merged_into: Some(id), ..promised }), Next::Nothing);

        world.advance(DAY);
        reply(&world, id, "Which one? See https://help.example.com/lantern.", Some(Status::AwaitingAnswer)).await;
        let end = row(&world, id).await.status_at.plus(SILENCE * DAY);
        assert_eq!(Next::of(&row(&world, id).await), Next::Customer(end));
        let mut browser = signed_in(&world, ADA).await;
        assert!(browser.get("/requests").await.body.contains("You, by "));
        let page = browser.get(&format!("/requests/{id}")).await.expect(StatusCode::OK).body;
        assert!(page.contains("Without one, the request ends on"), "{page}");
        assert_eq!(page.matches("class=\"or\"").count(), 2, "each day begins with a line: {page}");
        assert!(page.contains("href=\"https://help.example.com/lantern\""), "{page}");
        reply(&world, id, "The old one.", Some(Status::SolutionProvided)).await;
        let page = browser.get(&format!("/requests/{id}")).await.body;
        assert!(page.contains("Otherwise the request closes on") && page.contains("Solution · "), "{page}");
    }

    /// SUP-11, SUP-12, COM-3
    async fn in_a_company_the_boxes_say_whose_requests_are_seen_and_answered(world: World) {
        let firm = firm(&world, "acme").await;
        let asks = firm.add(&world, "asks@acme.example.com", &[]).await;
        firm.add(&world, "plain@acme.example.com", &[]).await;
        firm.add(&world, "sees@acme.example.com", &[CompanyRight::SeeRequests]).await;
        let both = [CompanyRight::SeeRequests, CompanyRight::AnswerRequests];
        firm.add(&world, "answers@acme.example.com", &both).await;
        let open = ask(&world, asks.account, Some(firm.id), &question("For all")).await;
        let hidden = OpenRequest { confidential: "true".into(), ..question("For me") };
        let hidden = ask(&world, asks.account, Some(firm.id), &hidden).await;
        for (email, sees, answers) in [("plain", false, false), ("sees", true, false), ("answers", true, true), ("asks", true, true)] {
            let mut browser = signed_in(&world, &format!("{email}@acme.example.com")).await;
            let list = browser.get("/c/acme/requests").await.expect(StatusCode::OK).body;
            assert_eq!(list.contains("For all"), sees, "{email}");
            assert_eq!(list.contains("For me"), email == "asks", "{email}");
            let page = browser.get(&format!("/c/acme/requests/{open}")).await;
            assert_eq!(page.status == StatusCode::OK, sees, "{email}");
            assert_eq!(page.body.contains("name=\"text\""), answers, "{email}");
            let at_hidden = browser.get(&format!("/c/acme/requests/{hidden}")).await;
            assert_eq!(at_hidden.status == StatusCode::OK, email == "asks", "{email}");
            // Nor is it on their own side.
            assert_ne!(browser.get(&format!("/requests/{hidden}")).await.status, StatusCode::OK, "{email}");
            let answer = sent(&mut browser, &format!("/c/acme/requests/{open}/answer"), &[("text", "Hello"), ("act", "send")]).await;
            assert_eq!(answer.status == StatusCode::SEE_OTHER, answers, "{email}: {}", answer.status);
        }
    }

    /// SUP-13, SUP-16
    async fn who_cannot_sign_in_asks_by_the_public_form(world: World) {
        let mut visitor = world.browser();
        let ways = visitor.get("/support").await.expect(StatusCode::OK).body;
        assert!(ways.contains("category=access") && ways.contains("href=\"/requests/new\""));
        let known = visitor.get("/support?subject=Lost").await.expect(StatusCode::OK).body;
        let known = known.replace("&#38;", "&").replace("&amp;", "&");
        assert!(known.contains("/requests/new?subject=Lost") && known.contains("category=access&subject=Lost"), "{known}");
        assert!(visitor.get("/support/upload").await.expect(StatusCode::OK).body.contains("upload link"));
        let form = [
            ("category", "access"),
            ("name", "Ada"),
            ("email", "new@example.com"),
            ("fields.kind", "lost_mailbox"),
            ("subject", "My mailbox is gone"),
            ("description", "I cannot read it any more."),
        ];
        let wrong = visitor.post_as_human("/support?category=access", &form[..4]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("id=\"f-subject\""));
        let sent = visitor.post_as_human("/support?category=access", &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(sent.location(), "/support/sent");
        let done = visitor.get("/support/sent").await.expect(StatusCode::OK).body;
        assert!(!world.browser().get("/support/sent").await.body.contains("/send/"), "it is this browser's alone");
        let link = done.split("href=\"").find(|rest| rest.starts_with("/send/")).unwrap().split('"').next().unwrap().to_owned();
        let page = visitor.get(&link).await.expect(StatusCode::OK).body;
        assert!(page.contains("Up to 3 files of up to 100 MB each"), "{page}");
        for name in ["one.txt", "two.txt", "three.txt"] {
            crate::files::with_file(&mut visitor, &link, &[], ("file", name, name)).await.expect(StatusCode::SEE_OTHER);
        }
        let full = crate::files::with_file(&mut visitor, &link, &[], ("file", "four.txt", "four")).await;
        full.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let asked = request::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
        let first = messages(&world, asked.id).await.remove(0);
        let files = request_file::Entity::find().all(world.app.db.reader()).await.unwrap();
        assert_eq!(files.len(), 3);
        assert!(files.iter().all(|file| file.request_id == asked.id && file.message_id == Some(first.id)));
        assert!(is_whole(&world, asked.id).await);
        let mut support = gatehouse_testkit::staff(&world, "support");
        let shown = support.get(&format!("/staff/requests/{}/files", asked.id)).await.expect(StatusCode::OK).body;
        assert!(shown.contains("one.txt") && shown.contains("Not scanned"), "{shown}");
        world.advance(HOUR);
        visitor.get(&link).await.expect(StatusCode::NOT_FOUND);
        world.run_jobs().await;
        assert_eq!(mails(&world, "support.opened", "new@example.com").await.len(), 1);
    }
}
