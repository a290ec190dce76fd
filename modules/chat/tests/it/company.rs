//! Chats in a company's name (COM-14): on its pages, of whoever began them, and nowhere else.

use crate::pages::signed_in;
use crate::*;
use axum::http::StatusCode;
use gatehouse_accounts::tables::session;
use gatehouse_chat::actions::hand_over::hand_over_as_staff;
use gatehouse_chat::actions::send_transcript::send_transcript_as_staff;
use gatehouse_companies::actions::add_member::{NewMember, add_member};
use gatehouse_companies::actions::end_membership::end_membership;
use gatehouse_companies::actions::found::{NewCompany, found};
use gatehouse_companies::actions::lock::lock;
use gatehouse_companies::model::name::MemberName;
use gatehouse_companies::model::rights::Rights;
use gatehouse_companies::model::states::JoinedBy;
use gatehouse_companies::signals::{CompanyMerged, CompanyPurged, Ended};
use gatehouse_companies::tables::{company_member, company_session};
use gatehouse_core::DAY;
use gatehouse_db::sea_orm::IntoActiveModel as _;
use gatehouse_support::tables::request;
use gatehouse_testkit::{Browser, both_engines};
use gatehouse_web::site::data_sets;

/// A company with its owner; the word of `Acme` is `acme`.
async fn firm(world: &World, name: &str, owner: Uuid) -> Uuid {
    let cx = world.cx_of(owner);
    let tx = cx.begin().await.unwrap();
    let new = NewCompany {
        name: name.into(),
        lang: "en".into(),
        country: "JP".into(),
        is_unverified: false,
        account: owner,
        owner: MemberName::new("Ada", "Canary"),
    };
    let company = found(&cx, &tx, new).await.unwrap().company;
    tx.commit().await.unwrap();
    company
}

/// A user of it without any right.
async fn user(world: &World, company: Uuid, account: Uuid) -> Uuid {
    let new = NewMember {
        account,
        name: MemberName::new("Bob", "Builder"),
        country: None,
        branch: None,
        rights: Rights::NONE,
        joined_by: JoinedBy::Staff,
    };
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let locked = lock(&cx, &tx, company).await.unwrap().unwrap();
    let member = add_member(&cx, &tx, &locked, &new).await.unwrap();
    tx.commit().await.unwrap();
    member
}

/// The company's own provider has opened every session of this account.
async fn only_inside(world: &World, company: Uuid, account: Uuid) {
    let read = world.app.db.reader();
    let member = company_member::Entity::find().filter(company_member::Column::AccountId.eq(account));
    let member = member.one(read).await.unwrap().unwrap().id;
    let own = session::Entity::find().filter(session::Column::AccountId.eq(account));
    for session in own.all(read).await.unwrap() {
        let row = company_session::Model {
            session_id: session.id,
            company_id: company,
            member_id: member,
            oidc_id: Uuid::nil(),
            only_inside: true,
            gave_factor: false,
            ends_at: world.cx().now().plus(DAY),
        };
        company_session::Entity::insert(row.into_active_model())
            .exec_without_returning(world.app.db.writer())
            .await
            .unwrap();
    }
}

/// A chat in the company's name; its page.
async fn begins(browser: &mut Browser, question: &str) -> String {
    browser.post("/c/acme/chat", &[("question", question)]).await.expect(StatusCode::SEE_OTHER).location()
}

fn id_of(page: &str) -> Uuid {
    Uuid::parse_str(page.rsplit('/').next().unwrap()).unwrap()
}

both_engines! {
    /// SUP-20, COM-14
    async fn a_chat_in_a_companys_name_stands_on_the_companys_pages_alone(world: World) {
        let (ada, bob) = (customer(&world, ADA).await, customer(&world, "bob@example.com").await);
        let company = firm(&world, "Acme", ada).await;
        user(&world, company, bob).await;
        let own = begun(&world, ada, "Something of my own").await;
        let mut page = signed_in(&world, ADA).await;
        let at = begins(&mut page, "Our key does not work").await;
        let chat = id_of(&at);
        assert!(at.starts_with("/c/acme/chat/") && chat != own, "{at}");
        assert_eq!(begins(&mut page, "And another thing").await, at, "one at a time in the company's name too");
        assert_eq!(row(&world, chat).await.company_id, Some(company));
        assert!(page.get(&at).await.expect(StatusCode::OK).body.contains("Our key does not work"));
        page.post(&format!("{at}/messages"), &[("text", "It is urgent.")]).await.expect(StatusCode::SEE_OTHER);
        for elsewhere in [format!("/chat/{chat}"), format!("/c/acme/chat/{own}")] {
            page.get(&elsewhere).await.expect(StatusCode::NOT_FOUND);
            page.get(&format!("{elsewhere}/place")).await.expect(StatusCode::NOT_FOUND);
            for below in ["messages", "typing", "end", "transcript"] {
                page.post(&format!("{elsewhere}/{below}"), &[("text", "x")]).await.expect(StatusCode::NOT_FOUND);
            }
        }
        let (ours, mine) = (page.get("/c/acme/chats").await.body, page.get("/chats").await.body);
        assert!(ours.contains(&at) && !ours.contains(&own.to_string()), "{ours}");
        assert!(mine.contains(&own.to_string()) && !mine.contains(&chat.to_string()), "{mine}");
        // No colleague reads it.
        let mut colleague = signed_in(&world, "bob@example.com").await;
        colleague.get(&at).await.expect(StatusCode::NOT_FOUND);
        assert!(!colleague.get("/c/acme/chats").await.expect(StatusCode::OK).body.contains(&at));
        customer(&world, "eve@example.com").await;
        let mut stranger = signed_in(&world, "eve@example.com").await;
        for place in [at.as_str(), "/c/acme/chat", "/c/acme/chats"] {
            stranger.get(place).await.expect(StatusCode::NOT_FOUND);
        }

        // The first page of the company leads back to it, and that of the account to one's own.
        let (first, home) = (page.get("/c/acme").await.expect(StatusCode::OK).body, page.get("/home").await.body);
        assert!(first.contains(&format!("href=\"{at}\"")) && first.contains("Your chat with support is open"), "{first}");
        assert!(!first.contains(&own.to_string()) && !home.contains(&at), "{home}");
        assert!(home.contains(&format!("href=\"/chat/{own}\"")), "{home}");
        let theirs = colleague.get("/c/acme").await.expect(StatusCode::OK).body;
        assert!(!theirs.contains("Your chat with support is open"), "{theirs}");

        take(&agent(&world), chat, false).await.unwrap();
        answers(&world, chat, "Which one?").await;
        assert!(page.get("/c/acme").await.body.contains("Support has answered."));
        let done = page.post(&format!("{at}/request"), &[("subject", "Our key")]).await.expect(StatusCode::SEE_OTHER);
        assert!(done.location().starts_with("/c/acme/requests/"), "{}", done.location());
        let request = request::Entity::find_by_id(id_of(&done.location())).one(world.app.db.reader()).await.unwrap().unwrap();
        assert!(request.company_id == Some(company) && request.member_id.is_some(), "{request:?}");
        assert!(page.get(&done.location()).await.expect(StatusCode::OK).body.contains("It is urgent."));
        let over = page.get("/c/acme").await.expect(StatusCode::OK).body;
        assert!(!over.contains(&at) && !over.contains("Your chat with support is open"), "{over}");
    }

    /// COM-14, ALL-8: whoever runs the provider of a company reads nothing that is the person's.
    async fn a_session_of_the_companys_own_sign_in_is_known_on_its_pages_and_a_visitor_elsewhere(world: World) {
        let (ada, bob) = (customer(&world, ADA).await, customer(&world, "bob@example.com").await);
        let company = firm(&world, "Acme", ada).await;
        user(&world, company, bob).await;
        let own = begun(&world, bob, "Something of my own").await;
        let mut page = signed_in(&world, "bob@example.com").await;
        only_inside(&world, company, bob).await;
        page.get(&format!("/chat/{own}")).await.expect(StatusCode::NOT_FOUND);
        page.post(&format!("/chat/{own}/messages"), &[("text", "x")]).await.expect(StatusCode::NOT_FOUND);
        assert!(page.get("/chats").await.location().starts_with("/sign-in"));
        assert!(page.get("/chat").await.expect(StatusCode::OK).body.contains("name=\"email\""), "nobody is known there");
        let form = page.get("/c/acme/chat").await.expect(StatusCode::OK);
        assert!(!form.body.contains("name=\"email\"") && form.body.contains("href=\"/c/acme/requests/new\""), "{}", form.body);
        let at = begins(&mut page, "Our key does not work").await;
        assert!(page.get(&at).await.expect(StatusCode::OK).body.contains("Our key does not work"));
        assert_eq!(page.get("/c/acme/chat").await.location(), at);
        page.get(&format!("/c/acme/chat/{own}")).await.expect(StatusCode::NOT_FOUND);
    }

    /// SUP-20, COM-8, COM-11
    async fn who_leaves_a_company_reads_its_chats_no_more_and_they_end_with_it(world: World) {
        let (ada, bob) = (customer(&world, ADA).await, customer(&world, "bob@example.com").await);
        let company = firm(&world, "Acme", ada).await;
        let member = user(&world, company, bob).await;
        let mut page = signed_in(&world, "bob@example.com").await;
        let at = begins(&mut page, "Our key does not work").await;
        let chat = id_of(&at);
        let cx = world.cx();
        let sets = data_sets(&world.modules);
        let exported = async |name: &str| {
            let set = sets.iter().find(|set| set.name() == name).unwrap();
            format!("{:?}", set.read(&world.cx(), bob, None).await.unwrap().rows).contains(&chat.to_string())
        };
        assert!(exported("chat.chats").await && exported("chat.messages").await);
        let tx = cx.begin().await.unwrap();
        let locked = lock(&cx, &tx, company).await.unwrap().unwrap();
        end_membership(&cx, &tx, &locked, member, Ended::Removed).await.unwrap();
        tx.commit().await.unwrap();
        page.get(&at).await.expect(StatusCode::NOT_FOUND);
        page.post(&format!("{at}/messages"), &[("text", "x")]).await.expect(StatusCode::NOT_FOUND);
        page.get(&format!("/chat/{chat}")).await.expect(StatusCode::NOT_FOUND);
        take(&agent(&world), chat, false).await.unwrap();
        assert_eq!(code(hand_over_as_staff(&agent(&world), chat, "Their key").await), "chat.no_user");
        assert_eq!(code(send_transcript_as_staff(&agent(&world), chat).await), "chat.no_user");
        assert!(!exported("chat.chats").await && !exported("chat.messages").await, "it is the company's");
        let into = firm(&world, "Acme Double", customer(&world, "eve@example.com").await).await;
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, CompanyMerged { from: company, into }).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(row(&world, chat).await.company_id, Some(into));
        let tx = cx.begin().await.unwrap();
        cx.raise(&tx, CompanyPurged { company: into }).await.unwrap();
        tx.commit().await.unwrap();
        world.run_jobs().await;
        assert_eq!(chat::Entity::find().all(world.app.db.reader()).await.unwrap(), []);
        assert!(subject::stored_key(&cx, world.app.db.reader(), chat).await.unwrap().is_none());
    }
}
