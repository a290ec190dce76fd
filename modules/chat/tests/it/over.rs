//! A chat becomes a request, and its transcript is mailed.

use crate::pages::{signed_in, visitors};
use crate::*;
use axum::http::StatusCode;
use gatehouse_chat::actions::hand_over::{hand_over, hand_over_as_staff};
use gatehouse_chat::actions::send_transcript::{send_transcript, send_transcript_as_staff};
use gatehouse_chat::model::state::{EndedBy, Notice, State};
use gatehouse_core::MINUTE;
use gatehouse_db::sea_orm::IntoActiveModel as _;
use gatehouse_support::model::status::Status;
use gatehouse_support::rights::Viewer;
use gatehouse_support::tables::{request, request_message};
use gatehouse_testkit::both_engines;

/// The texts of a request's messages, in their order.
async fn texts(world: &World, id: Uuid) -> Vec<String> {
    let read = world.app.db.reader();
    let key = subject::key(&world.cx(), read, id).await.unwrap();
    let rows = request_message::Entity::find()
        .filter(request_message::Column::RequestId.eq(id))
        .order_by_asc(request_message::Column::Seq)
        .all(read)
        .await
        .unwrap();
    let open = |row: &request_message::Model| {
        key.open_text(gatehouse_support::model::places::BODY, row.id, row.body_sealed.as_ref().unwrap()).unwrap()
    };
    rows.iter().map(open).collect()
}

both_engines! {
    /// SUP-20
    async fn a_chat_becomes_a_request_with_everything_that_was_said(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "Where is my code?").await;
        answers(&world, chat, "We look into it.").await;
        assert_eq!(code(hand_over_as_staff(&kim(&world), chat, "Lost code").await), "chat.taken");
        assert_eq!(code(hand_over_as_staff(&agent(&world), chat, " ").await), "input.required");
        let opened = hand_over_as_staff(&agent(&world), chat, "Lost code").await.unwrap();
        let over = row(&world, chat).await;
        assert_eq!((over.state, over.ended_by, over.request_id), (State::Ended, Some(EndedBy::Staff), Some(opened.id)));
        assert!(messages(&world, chat).await.iter().any(|one| one.notice == Some(Notice::Request)));
        let request = request::Entity::find_by_id(opened.id).one(world.app.db.reader()).await.unwrap().unwrap();
        assert_eq!((request.channel.word(), request.account_id, request.lang.as_str()), ("chat", Some(ada), "en"));
        let said = texts(&world, opened.id).await;
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("Ada Canary: Where is my code?") && said[0].contains("We look into it."), "{said:?}");
        let viewer = Viewer::own(&world.cx_of(ada)).unwrap();
        assert!(viewer.see(&world.cx(), world.app.db.reader(), opened.id).await.unwrap().is_some(), "it is theirs");
        assert_eq!(code(hand_over_as_staff(&agent(&world), chat, "Again").await), "chat.is_request");
        let mail = world.last_mail_to(ADA).await;
        assert!(mail.kind == "support.opened" && mail.subject.contains(&opened.number.to_string()), "{}", mail.subject);
    }

    /// SUP-20
    async fn a_customer_makes_a_request_of_their_own_chat_and_of_no_other(world: World) {
        let ada = customer(&world, ADA).await;
        let bob = customer(&world, "bob@example.com").await;
        let chat = begun(&world, ada, "Nobody answers").await;
        assert_eq!(code(hand_over(&world.cx_of(bob), chat, None, "Mine").await), "chat.not_found");
        let mut page = signed_in(&world, ADA).await;
        let at = format!("/chat/{chat}/request");
        assert!(page.get(&at).await.expect(StatusCode::OK).body.contains("name=\"subject\""));
        page.post(&at, &[("subject", "")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let done = page.post(&at, &[("subject", "Nobody answers")]).await.expect(StatusCode::SEE_OTHER);
        let request = done.location();
        assert!(page.get(&request).await.expect(StatusCode::OK).body.contains("Nobody answers"));
        let over = page.get(&format!("/chat/{chat}")).await.expect(StatusCode::OK).body;
        assert!(over.contains(&format!("href=\"{request}\"")), "{over}");
        assert_eq!(row(&world, chat).await.ended_by, Some(EndedBy::Customer));
    }

    /// SUP-20
    async fn a_long_chat_is_divided_between_messages(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "A long story").await;
        for n in 0..30 {
            answers(&world, chat, &format!("{n} {}", "x".repeat(3_900))).await;
        }
        let opened = hand_over_as_staff(&agent(&world), chat, "A long story").await.unwrap();
        let said = texts(&world, opened.id).await;
        assert!(said.len() == 3 && said.iter().all(|text| text.chars().count() <= 50_000), "{}", said.len());
        let whole = said.join("\n");
        assert!((0..30).all(|n| whole.contains(&format!(": {n} xxx"))));
    }

    /// SUP-20: one transaction writes a bounded piece, and wherever a try ends nothing is left out and nothing stands there twice
    async fn a_full_chat_comes_into_its_request_in_pieces(world: World) {
        let ada = customer(&world, ADA).await;
        let chat = taken(&world, ada, "A long story").await;
        for n in 0..130 {
            answers(&world, chat, &format!("{n} {}", "x".repeat(3_900))).await;
        }
        let opened = hand_over_as_staff(&agent(&world), chat, "A long story").await.unwrap();
        let rows = async || {
            let of_it = request_message::Entity::find().filter(request_message::Column::RequestId.eq(opened.id));
            of_it.order_by_asc(request_message::Column::Seq).all(world.app.db.reader()).await.unwrap()
        };
        assert_eq!(rows().await.len(), 4, "what the transaction of who asks writes");
        // A try that ends in the middle of its piece leaves nothing of it.
        let db = world.app.db.writer();
        let block = request_message::Model { id: world.cx().id(), seq: 6, ..rows().await.remove(0) };
        let blocked = block.id;
        request_message::Entity::insert(block.into_active_model()).exec_without_returning(db).await.unwrap();
        world.run_jobs().await;
        assert_eq!(rows().await.len(), 5);
        request_message::Entity::delete_by_id(blocked).exec(db).await.unwrap();
        world.advance(MINUTE);
        world.run_jobs().await;
        let said = texts(&world, opened.id).await;
        assert!(said.len() > 8 && said.iter().all(|text| text.chars().count() <= 50_000), "{}", said.len());
        assert!(rows().await.iter().zip(1..).all(|(row, seq)| row.seq == seq));
        let whole = said.join("\n");
        let places: Vec<usize> = (0..130).map(|n| whole.find(&format!(": {n} xxx")).unwrap()).collect();
        assert!(places.is_sorted() && (0..130).all(|n| whole.matches(&format!(": {n} xxx")).count() == 1));
        assert!(!whole.contains("The chat continues as a request."), "what the program says at the end is not of it");
        world.advance(MINUTE);
        world.run_jobs().await;
        assert_eq!(rows().await.len(), said.len());
        let request = request::Entity::find_by_id(opened.id).one(world.app.db.reader()).await.unwrap().unwrap();
        assert!(request.status == Status::Processing && usize::try_from(request.messages).unwrap() == said.len());
    }

    /// SUP-20
    async fn the_chat_of_a_visitor_becomes_a_request_that_is_answered_by_mail(world: World) {
        let mut vera = world.browser();
        let page = visitors(&mut vera).await;
        let chat = Uuid::parse_str(page.rsplit('/').next().unwrap()).unwrap();
        take(&agent(&world), chat, false).await.unwrap();
        let opened = hand_over_as_staff(&agent(&world), chat, "A visitor's question").await.unwrap();
        assert_eq!(world.last_mail_to("vera@example.com").await.kind, "support.opened");
        let said = texts(&world, opened.id).await;
        assert!(said[0].contains("Vera Visitor: Is <anybody> there?"), "{said:?}");
        assert!(said[0].contains("Activation code or license number: L-0000000000"), "{said:?}");
        // The page of a visitor leads to no request: they have no account.
        assert!(!vera.get(&page).await.expect(StatusCode::OK).body.contains("/requests/"));
    }

    /// SUP-20, PRI-8
    async fn nothing_is_mailed_to_an_address_before_somebody_has_taken_the_chat_and_then_with_measure(world: World) {
        let mut vera = world.browser();
        let page = visitors(&mut vera).await;
        let chat = Uuid::parse_str(page.rsplit('/').next().unwrap()).unwrap();
        assert_eq!(code(send_transcript_as_staff(&agent(&world), chat).await), "chat.no_address");
        assert_eq!(code(send_transcript(&world.cx_as(Actor::Visitor), chat, None).await), "chat.not_found");
        take(&agent(&world), chat, false).await.unwrap();
        for _ in 0..30 {
            send_transcript_as_staff(&agent(&world), chat).await.unwrap();
        }
        let mails = world.mails().await.into_iter().filter(|mail| mail.to == "vera@example.com").count();
        assert!((1..=20).contains(&mails), "{mails} mails");
        let ada = customer(&world, ADA).await;
        let own = begun(&world, ada, "Where is my code?").await;
        send_transcript(&world.cx_of(ada), own, None).await.unwrap();
        let mail = world.last_mail_to(ADA).await;
        assert!(mail.text.contains("Ada Canary: Where is my code?") && mail.text.contains(&format!("/chat/{own}")), "{}", mail.text);
    }
}
