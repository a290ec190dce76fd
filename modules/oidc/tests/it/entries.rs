//! Entries: the page, the action, the operation and the line of the log.

use axum::http::StatusCode;
use gatehouse_context::audit::{AuditFilter, list};
use gatehouse_core::{Lang, Role, Uuid};
use gatehouse_db::{Direction, Sorting};
use gatehouse_oidc::actions::add_entry::{AddEntryRefusal, TITLE, add_entry};
use gatehouse_oidc::queries::entries::{EntryColumn, EntryFilter, entries, entry};
use gatehouse_oidc::rights::{EntriesRead, NotAllowed, may};
use gatehouse_oidc::tables::entry::Model;
use gatehouse_testkit::{World, both_engines, program, staff};
use gatehouse_web::{Events, Navigation};

const PAGE: &str = "/staff/oidc";

/// All of them, newest first.
async fn all(world: &World) -> Vec<Model> {
    let newest = Sorting { column: EntryColumn::Created, direction: Direction::Descending };
    let may_look = may::<EntriesRead>(&world.cx()).unwrap();
    entries(&may_look, &EntryFilter::default(), newest, &Default::default()).await.unwrap().items
}

both_engines! {
    async fn staff_add_an_entry_and_the_list_and_the_log_tell_of_it(world: World) {
        let cx = world.cx();
        let navigation = cx.service::<Navigation>().unwrap();
        assert!(navigation.staff.iter().any(|place| place.href == PAGE));
        let mut support = staff(&world, "support");
        let empty = support.get(PAGE).await.expect(StatusCode::OK).body;
        assert!(empty.contains("No entries yet") && empty.contains("Oidc"), "{empty}");
        let answer = support.post(PAGE, &[("title", "  First entry ")]).await.expect(StatusCode::SEE_OTHER);
        let page = support.follow(answer).await.expect(StatusCode::OK).body;
        assert!(page.contains("Entry added.") && page.contains("First entry"), "{page}");

        let found = all(&world).await.remove(0);
        assert_eq!((found.title.as_str(), found.created_at), ("First entry", cx.now()));
        let line = list(&cx, &AuditFilter::default(), &Default::default()).await.unwrap().items.remove(0);
        assert_eq!((line.kind.as_str(), line.subject_id), ("oidc.entry_added", Some(found.id)));
        let events = cx.service::<Events>().unwrap();
        assert_eq!(events.event(Lang::En, &line.kind).as_deref(), Some("Entry added"));
        let records = events.records(&cx, [(line.subject_kind, found.id)]).await.unwrap();
        assert_eq!(records[&found.id].name, "First entry");
    }

    async fn the_list_is_searched_and_sorted_and_is_a_file_with_the_same_words(world: World) {
        for title in ["Apple", "=Berry", "Cherry"] {
            add_entry(&world.cx(), title).await.unwrap();
        }
        let mut support = staff(&world, "support");
        let page = support.get(&format!("{PAGE}?q=RR&sort=-title")).await.expect(StatusCode::OK).body;
        assert!(page.find("Cherry") < page.find("=Berry") && page.contains("=Berry") && !page.contains("Apple"), "{page}");
        let file = support.get(&format!("{PAGE}.csv?q=RR&sort=-title&columns=title")).await.expect(StatusCode::OK).body;
        assert_eq!(file, "\u{feff}Title\r\nCherry\r\n'=Berry\r\n");
        staff(&world, "marketing").get(&format!("{PAGE}.csv")).await.expect(StatusCode::FORBIDDEN);
    }

    async fn a_wrong_title_comes_back_with_the_reason(world: World) {
        let mut support = staff(&world, "support");
        let long = "x".repeat(TITLE as usize + 1);
        for (title, why) in [
            (" ", "Enter a title."),
            (long.as_str(), "Use at most 120 characters."),
            ("gpj.\u{202e}exe", "U+202E"),
        ] {
            let page = support.post(PAGE, &[("title", title)]).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
            assert!(page.contains(why), "{title}: {page}");
        }
        let mut japanese = staff(&world, "support").header("accept-language", "ja");
        let page = japanese.post(PAGE, &[("title", "")]).await.body;
        assert!(page.contains("タイトルを入力してください。"), "{page}");
        assert!(all(&world).await.is_empty());
    }

    async fn only_the_roles_of_this_module_look_and_change(world: World) {
        let mut licensing = staff(&world, "licensing");
        let page = licensing.get(PAGE).await.expect(StatusCode::OK).body;
        assert!(!page.contains("Add entry"), "{page}");
        licensing.post(PAGE, &[("title", "x")]).await.expect(StatusCode::FORBIDDEN);
        staff(&world, "marketing").get(PAGE).await.expect(StatusCode::FORBIDDEN);
        let looker = world.cx_staff(&[Role::Licensing]);
        let refused = add_entry(&looker, "x").await.unwrap_err();
        assert_eq!(refused.refusal(), Some(&AddEntryRefusal::NotAllowed(NotAllowed)));
        let customer = world.cx_of(Uuid::from_u128(7));
        assert_eq!(may::<EntriesRead>(&customer).err(), Some(NotAllowed));
    }

    async fn a_program_reads_an_entry_with_the_scope_for_it(world: World) {
        let id = add_entry(&world.cx(), "First entry").await.unwrap();
        let place = format!("/api/v1/oidc/{id}");
        let read = program(&world, "oidc:read").get(&place).await.expect(StatusCode::OK).json();
        assert_eq!((read["title"].as_str(), read["id"].as_str()), (Some("First entry"), Some(id.to_string().as_str())));
        program(&world, "licenses:read").get(&place).await.expect(StatusCode::FORBIDDEN);
        let nobody = "/api/v1/oidc/00000000-0000-7000-8000-000000000007";
        program(&world, "oidc:read").get(nobody).await.expect(StatusCode::NOT_FOUND);
        let operation = &world.openapi["paths"]["/api/v1/oidc/{id}"]["get"];
        assert_eq!(operation["security"][0]["api_key"][0], "oidc:read");
        assert!(entry(&may(&world.cx()).unwrap(), id).await.unwrap().is_some());
    }
}
