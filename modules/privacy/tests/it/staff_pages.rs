//! The pages of staff: a statement from its first draft to its second version (PRI-7, ALL-8).

use crate::*;
use axum::http::StatusCode;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_core::Role;
use gatehouse_privacy::actions::StatementRefusal;
use gatehouse_testkit::{Answer, both_engines, staff};
use gatehouse_web::Navigation;

const LIST: &str = "/staff/statements";

/// The form of a version in one language.
fn form<'a>(title: &'a str, body: &'a str, countries: &'a str, revision: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("title_en", title), ("body_en", body), ("countries", countries), ("required", "true"), ("revision", revision)]
}

/// The address of a redirect without its last part.
fn above(answer: &Answer) -> String {
    answer.location().rsplit_once('/').unwrap().0.to_owned()
}

async fn log(world: &World) -> Vec<String> {
    let lines = list(&world.cx(), &AuditFilter::default(), &Default::default()).await.unwrap().items;
    lines.into_iter().map(|line| line.kind).filter(|kind| kind.starts_with("statement.")).collect()
}

both_engines! {
    /// ALL-3, ALL-8, PRI-7
    async fn a_statement_is_added_written_previewed_and_published_and_never_changes_again(world: World) {
        let cx = world.cx();
        let navigation = cx.service::<Navigation>().unwrap();
        assert!(navigation.staff.iter().any(|place| place.href == LIST));
        let mut clerk = staff(&world, "privacy");
        assert!(clerk.get(LIST).await.expect(StatusCode::OK).body.contains("No statements yet"));
        let page = clerk.post(&format!("{LIST}/new"), &[("name", " "), ("kind", "x")]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(page.contains("Enter a name.") && page.contains("Choose what kind"), "{page}");
        let added = clerk.post(&format!("{LIST}/new"), &[("name", "Data"), ("kind", "processing")]).await;
        let version = above(&added);
        assert!(clerk.follow(added).await.expect(StatusCode::OK).body.contains("name=\"body_ja\""));
        // An empty draft can be looked at, and not published.
        assert!(!clerk.get(&version).await.expect(StatusCode::OK).body.contains("/publish\""));
        let publish = [("confirm", "true")];
        let page = clerk.post(&format!("{version}/publish"), &publish).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(page.contains("at least one language"), "{page}");

        let edit = format!("{version}/edit");
        let page = clerk.post(&edit, &form("Data", "", "XX", "1")).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(page.contains("both a title and a text") && page.contains("“XX”"), "{page}");
        let saved = clerk.post(&edit, &form("Data", "One.\n\nhttps://example.com/a", "EU", "1")).await;
        let page = clerk.follow(saved).await.expect(StatusCode::OK).body;
        assert!(page.contains("Draft saved.") && page.contains("European Union") && page.contains("href=\"https://example.com/a\""), "{page}");
        let page = clerk.post(&edit, &form("Data", "Two", "EU", "1")).await.expect(StatusCode::PRECONDITION_FAILED).body;
        assert!(page.contains("while you were editing"), "{page}");

        for (from, confirm, why) in [("", "", "Check the box"), ("2001-01-01", "true", "today or a later day"), ("soon", "true", "Enter a day")] {
            let sent = [("from", from), ("confirm", confirm), ("revision", "2")];
            let page = clerk.post(&format!("{version}/publish"), &sent).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
            assert!(page.contains(why), "{why}: {page}");
        }
        let published = clerk.post(&format!("{version}/publish"), &[("confirm", "true"), ("revision", "2")]).await;
        let page = clerk.follow(published).await.expect(StatusCode::OK).body;
        assert!(page.contains("Version published.") && page.contains("In force") && !page.contains("/edit\""), "{page}");
        assert_eq!(clerk.get(&edit).await.location(), version);
        clerk.post(&edit, &form("Data", "Two", "EU", "3")).await.expect(StatusCode::CONFLICT);
        clerk.post(&format!("{version}/publish"), &[("confirm", "true")]).await.expect(StatusCode::CONFLICT);
        assert!(clerk.get(&version).await.body.contains("One."));
        assert_eq!(log(&world).await, ["statement.version_published", "statement.version_changed", "statement.added"]);
        let statement = version.split("/versions/").next().unwrap().to_owned();
        let page = clerk.get(&statement).await.expect(StatusCode::OK).body;
        assert!(page.contains("Version of a statement published") && page.contains("Clerk"), "who published it: {page}");
    }

    /// ACC-12, PRI-7
    async fn versions_are_listed_with_how_many_accept_each(world: World) {
        let added = statement(&world, &entry("DE", "One")).await;
        customer(&world, "ada@example.com", "DE").await;
        customer(&world, "bo@example.com", "DE").await;
        for email in ["ada@example.com", "bo@example.com"] {
            let mut browser = signed_in(&world, email).await;
            answer(&mut browser, "accept", "/account").await;
        }
        let mut clerk = staff(&world, "privacy");
        let file = clerk.get(&format!("{LIST}.csv?columns=name,version,accepted")).await.expect(StatusCode::OK).body;
        assert!(file.ends_with("Data,1,2\r\n"), "{file}");
        let place = format!("{LIST}/{}", added.statement);
        let next = clerk.post(&format!("{place}/versions"), &[]).await;
        let draft = above(&next);
        assert!(clerk.follow(next).await.expect(StatusCode::OK).body.contains("One"), "it begins with what the last one says");
        assert_eq!(above(&clerk.post(&format!("{place}/versions"), &[]).await), draft, "one draft at a time");
        let later = world.cx().now().plus(gatehouse_core::DAY).rfc3339();
        let published = clerk.post(&format!("{draft}/publish"), &[("confirm", "true"), ("from", &later)]).await;
        assert!(clerk.follow(published).await.expect(StatusCode::OK).body.contains("It comes into force on"));
        let page = clerk.get(&place).await.expect(StatusCode::OK).body;
        assert!(page.contains("Planned") && page.contains("In force"), "{page}");
    }

    /// ALL-8
    async fn only_privacy_writes_and_only_support_and_privacy_look(world: World) {
        let added = statement(&world, &entry("DE", "One")).await;
        let place = format!("{LIST}/{}", added.statement);
        let version = format!("{place}/versions/{}", added.version);
        let mut support = staff(&world, "support");
        for page in [LIST, &place, &version] {
            support.get(page).await.expect(StatusCode::OK);
            staff(&world, "licensing").get(page).await.expect(StatusCode::FORBIDDEN);
        }
        for door in [format!("{LIST}/new"), format!("{place}/versions"), format!("{version}/edit"), format!("{version}/publish")] {
            support.post(&door, &[]).await.expect(StatusCode::FORBIDDEN);
        }
        let looker = world.cx_staff(&[Role::Support]);
        let refused = start_version(&looker, added.statement).await.unwrap_err();
        assert!(matches!(refused.refusal(), Some(StatementRefusal::NotAllowed(_))));
        let nobody = Uuid::from_u128(7);
        let refused = start_version(&world.cx(), nobody).await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&StatementRefusal::Unknown));
        staff(&world, "privacy").get(&format!("{place}/versions/{nobody}")).await.expect(StatusCode::NOT_FOUND);
    }
}
