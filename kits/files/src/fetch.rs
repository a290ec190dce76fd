//! Links by which a browser gets a file from the files' own origin, where it shows no cookie (security: nothing that a file holds is of the
//! portal's origin). A link says which file, for whom, and until when, under seal; the right is asked again when it is used.

use crate::clean::Clean;
use crate::purpose::Purpose;
use crate::read::StoredFile;
use crate::tables::file::ScanState;
use gatehouse_context::{Cx, sealed_token};
use gatehouse_core::{Fault, MINUTE, Role, Uuid};

/// How long a link opens.
pub const LIFE: i64 = 10 * MINUTE;
/// Where files are, on their origin.
pub const PATH: &str = "/f/";
const PURPOSE: &str = "files.fetch";

/// In place of a session, for somebody without an account who came by the link of a mail: who may then is the module's to say alone, by
/// `person`, which is its own id of them.
pub const NO_SESSION: Uuid = Uuid::max();

/// Who wants a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// The account, or the member of the staff.
    pub person: Uuid,
    /// Their session, or [`NO_SESSION`].
    pub session: Uuid,
    /// The roles of a member of the staff; `None`: a customer.
    pub roles: Option<Vec<Role>>,
}

impl Viewer {
    /// Somebody without an account.
    #[must_use]
    pub const fn of_mail(person: Uuid) -> Self {
        Self { person, session: NO_SESSION, roles: None }
    }

    /// Whether they have none.
    #[must_use]
    pub fn is_of_mail(&self) -> bool {
        self.session == NO_SESSION && self.roles.is_none()
    }
}

/// What a link says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// The file.
    pub file: Uuid,
    /// The word of its purpose.
    pub purpose: String,
    /// For whom it was made.
    pub viewer: Viewer,
    is_exception: bool,
}

/// The address of a file for somebody: on its own origin, for ten minutes. That the file is [`Clean`] is known; the caller has checked the
/// right, as with every file.
pub fn address(cx: &Cx, purpose: &Purpose, file: &Clean<StoredFile>, viewer: &Viewer) -> Result<String, Fault> {
    let origin = cx.app.settings.files_origin();
    let origin = origin.ok_or_else(|| Fault::new("files have no origin: files_origin is not set"))?;
    let is_exception = !file.is_open();
    let mut said = Vec::with_capacity(96);
    said.extend_from_slice(file.id.as_bytes());
    said.extend_from_slice(viewer.person.as_bytes());
    said.extend_from_slice(viewer.session.as_bytes());
    said.push(u8::from(is_exception) | (u8::from(viewer.roles.is_some()) << 1));
    let roles = viewer.roles.iter().flatten().map(|role| role.word());
    said.extend_from_slice([purpose.word].into_iter().chain(roles).collect::<Vec<_>>().join(" ").as_bytes());
    let token = sealed_token::seal(cx, PURPOSE, cx.now().plus(LIFE), &said)?;
    Ok(format!("{origin}{PATH}{token}"))
}

/// What the link with this token says; `None` where it is none of ours, or too old.
pub fn read(cx: &Cx, token: &str) -> Option<Fetch> {
    let said = sealed_token::open(cx, PURPOSE, LIFE, token)?;
    let (file, rest) = said.split_first_chunk::<16>()?;
    let (person, rest) = rest.split_first_chunk::<16>()?;
    let (session, rest) = rest.split_first_chunk::<16>()?;
    let (flags, words) = rest.split_first()?;
    let mut words = std::str::from_utf8(words).ok()?.split(' ');
    let purpose = words.next()?.to_owned();
    let roles = (flags & 2 != 0).then(|| words.filter_map(Role::from_word).collect());
    let viewer = Viewer { person: Uuid::from_bytes(*person), session: Uuid::from_bytes(*session), roles };
    Some(Fetch { file: Uuid::from_bytes(*file), purpose, viewer, is_exception: flags & 1 != 0 })
}

impl Fetch {
    /// The file, where it may be opened now: by the verdict, or by the exception for which the link was made. One that was found infected
    /// meanwhile is not given.
    pub fn opens(&self, file: StoredFile) -> Option<Clean<StoredFile>> {
        match file.scan {
            ScanState::Infected => None,
            _ if file.is_open() => Clean::of(file),
            _ => self.is_exception.then(|| Clean::by_link(file)),
        }
    }
}
