//! Files that support sends: with answers, and with notes that only staff see (SUP-5, SUP-17); and those of people who cannot sign in (SUP-16).

use crate::pages::signed_in;
use crate::*;
use axum::http::{Method, StatusCode};
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_db::PageRequest;
use gatehouse_db::sea_orm::Set;
use gatehouse_db::sea_orm::sea_query::Expr;
use gatehouse_files::ScanState;
use gatehouse_files::tables::file;
use gatehouse_guard::tables::counter;
use gatehouse_support::actions::public_files::MOST_OF_HOUR;
use gatehouse_support::model::message::{Audience, Author};
use gatehouse_support::tables::request_file;
use gatehouse_testkit::{Answer, Browser, both_engines, staff};

/// A form as a browser without script sends it, with a file behind its fields.
pub async fn with_file(
    browser: &mut Browser,
    path: &str,
    fields: &[(&str, &str)],
    (field, name, content): (&str, &str, &str),
) -> Answer {
    let mut body = String::new();
    for (name, text) in fields {
        body.push_str(&format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n"));
    }
    body.push_str(&format!(
        "--X\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n{content}\r\n--X--\r\n"
    ));
    browser.send(Method::POST, path, Some("multipart/form-data; boundary=X"), body.into_bytes()).await
}

/// The files of a message.
async fn files_of(world: &World, message: Uuid) -> Vec<request_file::Model> {
    let own = request_file::Entity::find().filter(request_file::Column::MessageId.eq(message));
    own.all(world.app.db.reader()).await.unwrap()
}

/// The messages of support, of one audience.
async fn said(world: &World, request: Uuid, audience: Audience) -> Vec<request_message::Model> {
    let all = messages(world, request).await.into_iter();
    all.filter(|one| one.author == Author::Staff && one.audience == audience).collect()
}

/// Changes the row of a file.
async fn changed(world: &World, file: Uuid, change: impl FnOnce(&mut file::ActiveModel)) {
    let row = file::Entity::find_by_id(file).one(world.app.db.reader()).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    change(&mut row);
    file::Entity::update(row).exec(world.app.db.writer()).await.unwrap();
}

/// What the button of a file gives to a customer, by the files' own origin.
async fn fetched(world: &World, browser: &mut Browser, at: &str) -> Answer {
    let led = browser.post(at, &[]).await;
    let Some(path) = led.location().strip_prefix("http://localhost:8080").map(str::to_owned) else { return led };
    world.browser().header("host", "localhost:8080").get(&path).await
}

both_engines! {
    /// SUP-5, SUP-17
    async fn a_file_of_a_note_never_goes_to_the_customer(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Where is the lantern")).await;
        let mut support = staff(&world, "support");
        let page = format!("/staff/requests/{id}");
        let note = format!("{page}/note");
        let kept = with_file(&mut support, &note, &[("note", "For us")], ("note_file", "inner.txt", "inner words")).await;
        kept.expect(StatusCode::SEE_OTHER);
        // Another one waits for a note that is not written yet.
        let waits = with_file(&mut support, &note, &[("note", " ")], ("note_file", "later.txt", "later words")).await;
        assert!(waits.expect(StatusCode::UNPROCESSABLE_ENTITY).body.contains("later.txt"));
        let fields = [("text", "Here it is."), ("confirm", "true")];
        let sent = with_file(&mut support, &format!("{page}/answer"), &fields, ("file", "patch.txt", "good words")).await;
        sent.expect(StatusCode::SEE_OTHER);
        let (notes, answers) = (said(&world, id, Audience::Internal).await, said(&world, id, Audience::Public).await);
        assert_eq!((notes.len(), answers.len()), (1, 1));
        let (inner, patch) = (files_of(&world, notes[0].id).await, files_of(&world, answers[0].id).await);
        assert_eq!((inner.len(), patch.len()), (1, 1), "each message has its own file");
        assert!(mails(&world, "support.answer", ADA).await[0].text.contains("1 file"));
        let mut browser = signed_in(&world, ADA).await;
        let shown = browser.get(&format!("/requests/{id}")).await.expect(StatusCode::OK).body;
        assert!(shown.contains("patch.txt") && !shown.contains("inner.txt") && !shown.contains("later.txt"), "{shown}");
        let got = fetched(&world, &mut browser, &format!("/requests/{id}/files/{}", patch[0].id)).await;
        assert_eq!(got.expect(StatusCode::OK).body, "good words");
        browser.post(&format!("/requests/{id}/files/{}", inner[0].id), &[]).await.expect(StatusCode::NOT_FOUND);
        // A link that staff have made for it is nobody else's.
        let opened = support.post(&format!("{page}/files/{}", inner[0].id), &[("confirm", "true")]).await;
        let path = opened.location().strip_prefix("http://localhost:8080").unwrap().to_owned();
        let there = world.browser().header("host", "localhost:8080").get(&path).await;
        assert_eq!(there.expect(StatusCode::OK).body, "inner words");
        // The next note takes what waited, and nobody vouches for it.
        support.post(&note, &[("note", "And this")]).await.expect(StatusCode::SEE_OTHER);
        let last = said(&world, id, Audience::Internal).await.pop().unwrap();
        let last = files_of(&world, last.id).await.remove(0);
        let word = format!("{page}/files/{}/vouch", last.id);
        support.post(&word, &[("confirm", "true")]).await.expect(StatusCode::NOT_FOUND);
        assert!(is_whole(&world, id).await);
    }

    /// SUP-5
    async fn without_a_scanner_support_vouches_for_what_it_sends(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Where is the lantern")).await;
        let mut support = staff(&world, "support");
        let page = format!("/staff/requests/{id}");
        let to = format!("{page}/answer");
        let refused = with_file(&mut support, &to, &[("text", "Here it is.")], ("file", "patch.txt", "good words")).await;
        let refused = refused.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(refused.contains("patch.txt") && refused.contains("id=\"f-confirm\""), "{refused}");
        assert!(said(&world, id, Audience::Public).await.is_empty());
        support.post(&to, &[("text", "Here it is."), ("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        let answer = said(&world, id, Audience::Public).await.remove(0);
        let sent = files_of(&world, answer.id).await.remove(0);
        let cx = agent(&world);
        let filter = AuditFilter { kind: Some("file.vouched".to_owned()), ..AuditFilter::default() };
        assert_eq!(list(&cx, &filter, &PageRequest::default()).await.unwrap().items.len(), 1);
        let mut browser = signed_in(&world, ADA).await;
        let at = format!("/requests/{id}/files/{}", sent.id);
        assert_eq!(fetched(&world, &mut browser, &at).await.expect(StatusCode::OK).body, "good words");
        // What nobody vouches for is closed, and support is told how to open it.
        changed(&world, sent.file_id, |row| {
            row.vouched_by = Set(None);
            row.vouched_at = Set(None);
        })
        .await;
        browser.post(&at, &[]).await.expect(StatusCode::NOT_FOUND);
        assert!(support.get(&page).await.body.contains("open a file that support has sent"));
        let word = format!("{page}/files/{}/vouch", sent.id);
        assert!(support.get(&format!("{page}/files")).await.body.contains(&word));
        support.get(&word).await.expect(StatusCode::OK);
        support.post(&word, &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        support.post(&word, &[("confirm", "true")]).await.expect(StatusCode::SEE_OTHER);
        assert!(!support.get(&page).await.body.contains("open a file that support has sent"));
        assert_eq!(fetched(&world, &mut browser, &at).await.expect(StatusCode::OK).body, "good words");
        // A scanner that comes later has the last word.
        changed(&world, sent.file_id, |row| row.scan = Set(ScanState::Infected)).await;
        browser.post(&at, &[]).await.expect(StatusCode::NOT_FOUND);
        support.post(&word, &[("confirm", "true")]).await.expect(StatusCode::FORBIDDEN);
    }

    /// SUP-5, SUP-13: who has no account gets the files of an answer by the link of its mail, while they belong to the request
    async fn who_has_no_account_gets_files_by_the_link_of_the_mail(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Where is the lantern")).await;
        let mut support = staff(&world, "support");
        let page = format!("/staff/requests/{id}");
        support.post(&format!("{page}/people"), &[("email", "eve@else.example")]).await.expect(StatusCode::SEE_OTHER);
        let fields = [("text", "Here it is."), ("confirm", "true")];
        let sent = with_file(&mut support, &format!("{page}/answer"), &fields, ("file", "patch.txt", "good words")).await;
        sent.expect(StatusCode::SEE_OTHER);
        let mail = mails(&world, "support.answer", "eve@else.example").await.remove(0);
        let link = mail.link();
        assert!(link.starts_with("/request-files?token="), "{}", mail.text);
        assert!(!mails(&world, "support.answer", ADA).await[0].text.contains("/request-files"));
        let mut eve = world.browser();
        let first = eve.get(&link).await;
        assert_eq!(first.location(), "/request-files", "the token leaves the address");
        let shown = eve.follow(first).await.expect(StatusCode::OK);
        let (token, file) = (shown.input("token").unwrap(), shown.input("file").unwrap());
        assert!(shown.body.contains("patch.txt"), "{}", shown.body);
        let led = eve.post("/request-files", &[("token", &token), ("file", &file)]).await.location();
        let at = led.strip_prefix("http://localhost:8080").unwrap().to_owned();
        let there = || world.browser().header("host", "localhost:8080");
        assert_eq!(there().get(&at).await.expect(StatusCode::OK).body, "good words");
        // The file of a note, or of another message, is not behind it.
        let note = format!("{page}/note");
        with_file(&mut support, &note, &[("note", "For us")], ("note_file", "inner.txt", "inner words")).await;
        let notes = said(&world, id, Audience::Internal).await;
        let inner = files_of(&world, notes[0].id).await[0].id.to_string();
        eve.post("/request-files", &[("token", &token), ("file", &inner)]).await.expect(StatusCode::NOT_FOUND);
        // Taken out, they get nothing: neither by the link, nor by what it has led to.
        let rows = gatehouse_support::tables::request_person::Entity::find();
        let rows = rows.filter(gatehouse_support::tables::request_person::Column::EmailLookup.is_not_null());
        let row = rows.one(world.app.db.reader()).await.unwrap().unwrap();
        support.post(&format!("{page}/people/{}/remove", row.id), &[]).await.expect(StatusCode::SEE_OTHER);
        eve.post("/request-files", &[("token", &token), ("file", &file)]).await.expect(StatusCode::GONE);
        there().get(&at).await.expect(StatusCode::NOT_FOUND);
        let mut again = world.browser();
        let first = again.get(&link).await;
        again.follow(first).await.expect(StatusCode::GONE);
    }

    /// SUP-5: what a customer has sent is nobody's to vouch for
    async fn staff_vouch_for_nothing_that_a_customer_sent(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Here")).await;
        let mut browser = signed_in(&world, ADA).await;
        let to = format!("/requests/{id}/answer");
        crate::pages::sent(&mut browser, &to, &[("act", "accept")]).await.expect(StatusCode::SEE_OTHER);
        let sent = with_file(&mut browser, &to, &[("text", "A trace"), ("act", "send")], ("file", "trace.log", "words")).await;
        sent.expect(StatusCode::SEE_OTHER);
        let theirs = request_file::Entity::find().one(world.app.db.reader()).await.unwrap().unwrap();
        let mut support = staff(&world, "support");
        let word = format!("/staff/requests/{id}/files/{}/vouch", theirs.id);
        support.post(&word, &[("confirm", "true")]).await.expect(StatusCode::NOT_FOUND);
        assert!(!support.get(&format!("/staff/requests/{id}/files")).await.body.contains("/vouch"));
    }

    /// SUP-16: everybody together has a bound by the hour
    async fn the_public_form_offers_so_many_links_an_hour(world: World) {
        let form = [
            ("category", "access"),
            ("name", "Ada"),
            ("fields.kind", "lost_mailbox"),
            ("subject", "My mailbox is gone"),
            ("description", "I cannot read it any more."),
        ];
        let offered = async |email: &str| {
            let mut visitor = world.browser();
            let form: Vec<_> = form.iter().copied().chain([("email", email)]).collect();
            let sent = visitor.post_as_human("/support?category=access", &form).await;
            assert_eq!(sent.expect(StatusCode::SEE_OTHER).location(), "/support/sent");
            visitor.get("/support/sent").await.body.contains("/send/")
        };
        assert!(offered("ada1@example.com").await);
        let counted = counter::Entity::update_many()
            .col_expr(counter::Column::Count, Expr::value(MOST_OF_HOUR))
            .filter(counter::Column::Kind.eq("support.public_files"));
        assert_eq!(counted.exec(world.app.db.writer()).await.unwrap().rows_affected, 1);
        assert!(!offered("ada2@example.com").await, "the request is stored all the same");
        assert_eq!(request::Entity::find().all(world.app.db.reader()).await.unwrap().len(), 2);
        world.advance(HOUR);
        assert!(offered("ada3@example.com").await, "the next hour has its own");
    }
}
