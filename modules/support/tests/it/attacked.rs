//! What somebody tries who gains by it: to write as another person, to keep mails from them, to have us send their words to strangers, to hold on to what
//! they left (SUP-13, SUP-16, SUP-17).

use crate::mail::Letter;
use crate::*;
use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use gatehouse_accounts::signals::AccountDeleted;
use gatehouse_companies::actions::end_membership::end_membership;
use gatehouse_companies::signals::Ended;
use gatehouse_db::{Direction, PageRequest};
use gatehouse_files::{FileName, Files};
use gatehouse_support::actions::accept_provision::accept_provision;
use gatehouse_support::actions::answer::{Answer, answer};
use gatehouse_support::actions::begin_file::{FileOf, begin_file};
use gatehouse_support::actions::carry_history::{CarryHistory, carry_history};
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::actions::enter_contract::{NewContract, enter_contract};
use gatehouse_support::actions::open_unscanned::open_unscanned;
use gatehouse_support::actions::presence::here;
use gatehouse_support::actions::save_draft::{SaveDraft, save_draft};
use gatehouse_support::actions::set_status::{SetStatus, set_status};
use gatehouse_support::actions::watch::watch;
use gatehouse_support::model::files::FILE;
use gatehouse_support::model::request::Role as Part;
use gatehouse_support::queries::listed::{ListFilter, SortBy, page};
use gatehouse_support::queries::people;
use gatehouse_support::rights::Viewer;
use gatehouse_support::tables::{request_file, request_person, request_viewer, request_watcher};
use gatehouse_testkit::{both_engines, program, staff};
use std::convert::Infallible;

const BO: &str = "bo@example.com";

pub fn ticked() -> Close {
    Close { confirm: "true".into() }
}

/// Bo reads along in a request.
async fn reads_along(world: &World, request: Uuid) -> Uuid {
    let bo = customer(world, BO).await;
    let reader = request_person::Model {
        id: world.cx().id(),
        request_id: request,
        part: Part::Reader,
        account_id: Some(bo),
        member_id: None,
        person_sealed: None,
        email_lookup: None,
        muted: false,
        bounced_at: None,
        added_at: world.cx().now(),
        removed_at: None,
    };
    request_person::Entity::insert(reader.into_active_model())
        .exec_without_returning(world.app.db.writer())
        .await
        .unwrap();
    bo
}

/// A file of a request; of a message, or one that its writer has not sent yet.
pub async fn file(world: &World, request: Uuid, message: Option<Uuid>, account: Uuid) -> Uuid {
    let cx = world.cx();
    let content = futures::stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"what is in it"))]);
    let received = cx.service::<Files>().unwrap().put(&cx, &FILE, request, content).await.unwrap();
    let tx = cx.begin().await.unwrap();
    let file = received.attach_sent(&cx, &tx, FileName::clean("a.log")).await.unwrap();
    let row = request_file::Model {
        id: cx.id(),
        request_id: request,
        message_id: message,
        file_id: file.id,
        account_id: Some(account),
        staff_id: None,
        place: 1,
        added_at: cx.now(),
        erase_at: None,
    };
    let id = row.id;
    request_file::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// The numbers of what somebody's own list shows.
pub async fn listed(world: &World, account: Uuid, filter: &ListFilter) -> Vec<Uuid> {
    let cx = world.cx_of(account);
    let viewer = Viewer::own(&cx).unwrap();
    let order = (SortBy::Opened, Direction::Ascending);
    let found = page(&cx, &viewer, filter, order, &PageRequest::default()).await.unwrap();
    found.items.into_iter().map(|one| one.row.id).collect()
}

both_engines! {
    /// SUP-13: what one recipient has speaks for them alone
    async fn an_address_for_answers_is_its_recipients_alone(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Of two")).await;
        reads_along(&world, id).await;
        reply(&world, id, "For both.", None).await;
        let bos = mails(&world, "support.answer", BO).await.pop().unwrap();
        let hers = mails(&world, "support.answer", ADA).await.pop().unwrap();
        Letter::answering(&world, ADA, &bos, "Cancel everything.").forged().comes(&world).await;
        let last = messages(&world, id).await.pop().unwrap();
        assert!(last.unconfirmed && last.account_id.is_none(), "Bo writes as Ada");
        Letter::answering(&world, ADA, &hers, "I am on the road.").forged().comes(&world).await;
        assert_eq!(messages(&world, id).await.pop().unwrap().account_id, Some(ada), "her own, from wherever");
        Letter::answering(&world, ADA, &bos, "Bo sent me this.").comes(&world).await;
        assert_eq!(messages(&world, id).await.pop().unwrap().account_id, Some(ada), "proven");
        // Nor is a new request opened in her name behind the end.
        close(&world.cx_of(ada), None, id, &ticked()).await.unwrap();
        Letter::answering(&world, ADA, &bos, "Block my codes.").forged().comes(&world).await;
        let new = mail::requests(&world).await.pop().unwrap();
        assert!(new.id != id && new.account_id.is_none(), "{new:?}");
    }

    /// SUP-13: anybody can write a report
    async fn nobody_silences_another_by_what_was_told_besides_messages(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Of two")).await;
        reads_along(&world, id).await;
        // This one goes to Bo alone, and what follows on it to both.
        answer(&world.cx_of(ada), None, id, &Answer { text: "Nobody there?".into() }).await.unwrap();
        let over = SetStatus { status: "canceled_by_support".into(), reason: "other".into(), ..SetStatus::default() };
        set_status(&agent(&world), id, &over).await.unwrap();
        let told = mails(&world, "support.ended", ADA).await.pop().unwrap();
        Letter::bounce(&world, &told.thread.unwrap().bounces_to.unwrap(), BO, "5.1.1").comes(&world).await;
        let silent = people::bounced(&world.cx(), world.app.db.reader(), id).await.unwrap();
        assert!(silent.is_empty(), "{silent:?}");
        // Bo's own mail has an address of its own.
        let mail = mails(&world, "support.answer", BO).await.pop().unwrap();
        Letter::bounce(&world, &mail.thread.unwrap().bounces_to.unwrap(), BO, "5.1.1").comes(&world).await;
        assert_eq!(people::bounced(&world.cx(), world.app.db.reader(), id).await.unwrap().len(), 1);
    }

    /// SUP-13
    async fn mails_in_somebodys_name_use_up_nothing_of_theirs(world: World) {
        let ada = customer(&world, ADA).await;
        for n in 0..22 {
            Letter::new(&world, ADA, &format!("Spam {n}"), "Buy!").forged().comes(&world).await;
        }
        assert_eq!(mail::requests(&world).await.len(), 20);
        Letter::new(&world, ADA, "It burns", "Help me.").comes(&world).await;
        let own = mail::requests(&world).await.pop().unwrap();
        assert_eq!(own.account_id, Some(ada));
        assert_eq!(mails(&world, "support.opened", ADA).await.len(), 1);
    }

    /// SUP-13, SUP-16: anybody can name an address
    async fn what_a_stranger_is_called_greets_nobody(world: World) {
        let letter = Letter::new(&world, "olga@mail.example", "Hello", "Where is it?");
        letter.with("From", "\"You won at evil.example\" <olga@mail.example>").comes(&world).await;
        let told = mails(&world, "support.opened", "olga@mail.example").await.pop().unwrap();
        assert!(!told.text.contains("evil.example") && !told.subject.contains("evil.example"), "{}", told.text);
    }

    /// SUP-13, PRI-2
    async fn a_file_that_comes_behind_the_end_has_an_end_too(world: World) {
        let (ada, beacon) = (customer(&world, ADA).await, product(&world, "beacon").await);
        license(&world, "beacon", Holder::Account(ada), 5).await;
        let id = ask(&world, ada, None, &technical(beacon)).await;
        let told = world.last_mail_to(ADA).await;
        days(&world, 14).await;
        assert_eq!(row(&world, id).await.status, Status::CanceledExpired);
        Letter::answering(&world, ADA, &told, "Here it is.").files(&["late.log"]).comes(&world).await;
        let files = request_file::Entity::find().filter(request_file::Column::RequestId.eq(id));
        let files = files.all(world.app.db.reader()).await.unwrap();
        assert!(files.len() == 1 && files[0].erase_at.is_some(), "{files:?}");
    }

    /// SUP-2, SUP-5: whoever knows the id of a draft has nothing of it
    async fn a_draft_of_somebody_else_shows_none_of_its_files(world: World) {
        let ada = customer(&world, ADA).await;
        let bob = customer(&world, "bob@example.com").await;
        for account in [ada, bob] {
            accept_provision(&world.cx_of(account)).await.unwrap();
        }
        let cx = world.cx_of(ada);
        let form = serde_json::json!({ "category": "portal" });
        let new = SaveDraft { draft: None, category: None, form, version: None, begins: false };
        let draft = save_draft(&cx, None, &new).await.unwrap().id;
        begin_file(&cx, None, FileOf::Draft(draft, false), FileName::clean("salaries.xlsx"), 10).await.unwrap();
        let page = format!("/requests/new?category=portal&draft={draft}");
        for (email, sees) in [(ADA, true), ("bob@example.com", false)] {
            let mut browser = world.browser();
            browser.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
            let shown = browser.get(&page).await.expect(StatusCode::OK).body;
            assert_eq!(shown.contains("salaries.xlsx"), sees, "{shown}");
            assert_eq!(shown.contains(&format!("{draft}.")), sees, "sealed for whose it is alone");
        }
    }

    /// SUP-5
    async fn staff_open_what_was_sent_and_is_still_there(world: World) {
        use gatehouse_db::sea_orm::sea_query::Expr;
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("With files")).await;
        let first = messages(&world, id).await[0].id;
        let (sent, waits) = (file(&world, id, Some(first), ada).await, file(&world, id, None, ada).await);
        let cx = agent(&world);
        open_unscanned(&cx, id, sent, true).await.unwrap();
        assert_eq!(code(open_unscanned(&cx, id, waits, true).await), "request.not_found", "not sent yet");
        request::Entity::update_many()
            .col_expr(request::Column::EraseAt, Expr::value(world.cx().now()))
            .filter(request::Column::Id.eq(id))
            .exec(world.app.db.writer())
            .await
            .unwrap();
        assert_eq!(code(open_unscanned(&cx, id, sent, true).await), "request.not_found", "due to be erased");
    }

    /// COM-8, PRI-5
    async fn nothing_of_the_company_leads_to_who_has_left_it(world: World) {
        let firm = firm(&world, "acme").await;
        let author = firm.add(&world, "author@acme.example.com", &[]).await;
        let id = ask(&world, author.account, Some(firm.id), &question("I leave")).await;
        let own = ask(&world, author.account, None, &question("My own")).await;
        for request in [id, own] {
            file(&world, request, Some(messages(&world, request).await[0].id), author.account).await;
        }
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        let company = lock(&cx, &tx, firm.id).await.unwrap().unwrap();
        end_membership(&cx, &tx, &company, author.member, Ended::Left).await.unwrap();
        tx.commit().await.unwrap();
        let files = request_file::Entity::find().filter(request_file::Column::AccountId.eq(author.account));
        let files = files.all(world.app.db.reader()).await.unwrap();
        assert_eq!(files.iter().map(|file| file.request_id).collect::<Vec<_>>(), [own]);
        assert!(events(&world, id).await.iter().all(|event| event.actor_id.is_none()));
        assert!(events(&world, own).await.iter().any(|event| event.actor_id.is_some()));
        assert!(is_whole(&world, id).await);
    }

    /// PRI-2: what is left names nobody, of the staff neither
    async fn who_followed_a_request_is_forgotten_with_its_texts(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Followed")).await;
        watch(&agent(&world), id, true).await.unwrap();
        here(&agent(&world), id, false).await.unwrap();
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, AccountDeleted { account: ada }).await.unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
        assert!(row(&world, id).await.erased_at.is_some());
        let read = world.app.db.reader();
        assert_eq!(request_watcher::Entity::find().all(read).await.unwrap(), []);
        assert_eq!(request_viewer::Entity::find().all(read).await.unwrap(), []);
    }

    /// SUP-16, SUP-11
    async fn a_history_that_was_carried_over_is_found_by_its_words(world: World) {
        let (old, new) = (customer(&world, "old@example.com").await, customer(&world, "new@example.com").await);
        let id = ask(&world, old, None, &question("The lantern")).await;
        let words = ListFilter { text: "lantern".into(), ..ListFilter::default() };
        assert_eq!(listed(&world, old, &words).await, [id]);
        let input = CarryHistory { from: old, to: new, reason: "passport seen in a call".into() };
        carry_history(&agent(&world), &input).await.unwrap();
        assert_eq!((listed(&world, old, &words).await, listed(&world, new, &words).await), (vec![], vec![id]));
    }

    /// SUP-3, LIC-27: as the API says of contracts
    async fn a_contract_that_names_no_product_covers_all_of_them(world: World) {
        let (firm, beacon) = (firm(&world, "acme").await, product(&world, "beacon").await);
        license(&world, "beacon", Holder::Company(firm.id), 300).await;
        let new = NewContract {
            company: firm.id,
            number: "C-1".into(),
            name: "Everything".into(),
            level: Level::Premium,
            units: None,
            critical: false,
            starts_at: world.cx().now(),
            ends_at: world.cx().now().plus(365 * DAY),
            products: Vec::new(),
            contacts: vec![ContactPerson {
                name: "Olga Owner".into(),
                email: "owner@acme.example.com".into(),
                phone: String::new(),
            }],
            max_contacts: 10,
            request: None,
        };
        let contract = enter_contract(&agent(&world), new).await.unwrap();
        let input = OpenRequest { contract: contract.to_string(), ..technical(beacon) };
        let id = ask(&world, firm.owner.account, Some(firm.id), &input).await;
        assert_eq!(row(&world, id).await.contract_id, Some(contract));
    }

    /// SUP-9
    async fn a_form_for_another_status_that_came_too_late_can_be_sent_once_more(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Canceled")).await;
        let shown = row(&world, id).await.version;
        answer(&world.cx_of(ada), None, id, &Answer { text: "Wait!".into() }).await.unwrap();
        let mut browser = staff(&world, "support");
        let at = format!("/staff/requests/{id}/status");
        let send = |version: i64| {
            let version = version.to_string();
            [("status", "canceled_by_support".to_owned()), ("reason", "unwanted".to_owned()), ("version", version)]
        };
        let late = send(shown);
        let late: Vec<(&str, &str)> = late.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = browser.post(&at, &late).await.expect(StatusCode::CONFLICT).body;
        let now = row(&world, id).await.version;
        assert!(now > shown && page.contains(&format!("name=\"version\" value=\"{now}\"")), "{page}");
        let again = send(now);
        let again: Vec<(&str, &str)> = again.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post(&at, &again).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(row(&world, id).await.status, Status::CanceledBySupport);
    }

    /// SUP-17
    async fn a_word_that_is_none_changes_nothing(world: World) {
        let ada = customer(&world, ADA).await;
        let id = ask(&world, ada, None, &question("Sorted")).await;
        let mut writer = program(&world, "requests:write");
        let wrong = serde_json::json!({ "work": "on hold" });
        let refused = writer.json(Method::PATCH, &format!("/api/v1/requests/{id}"), &wrong).await;
        assert!(refused.expect(StatusCode::UNPROCESSABLE_ENTITY).body.contains("input.not_a_choice"));
        let right = serde_json::json!({ "work": "on_hold" });
        writer.json(Method::PATCH, &format!("/api/v1/requests/{id}"), &right).await.expect(StatusCode::OK);
        assert_eq!(row(&world, id).await.work.word(), "on_hold");
    }
}
