//! Status lists on a device (LIC-20): what became of its key file, told by a file or fetched where there is a network.

use gatehouse_formats::{KeyRevocations, Status, StatusError, StatusList, TrustError};

use crate::error::Error;
use crate::key_license::KeyLicense;
use crate::key_state::{Keys, Listed};
use crate::key_trouble::KeyTrouble;
use crate::session::Session;
use crate::state::Guard;
use crate::wire::{Request, Response, StatusListFile};

impl Session {
    /// Takes a status list, and says whether the product may run.
    pub(crate) fn take_status_list(&self, file: &str) -> Result<KeyLicense, Error> {
        let guard = self.setup.store.lock()?;
        let mut keys = self.load_keys()?;
        let file = read(file)?;
        let revoked = self.take_revoked_keys(&mut keys, &file)?;
        let list = StatusList::open(&file.status_list, &file.issuing_keys, &self.trust(&keys), &self.setup.product);
        match list {
            Ok(list) => self.note_list(&mut keys, &list)?,
            // What a root key has signed holds, whatever else came with it.
            Err(error) if revoked => {
                self.save_keys(&guard, &keys)?;
                return Err(KeyTrouble::List(error).into());
            }
            Err(error) => return Err(KeyTrouble::List(error).into()),
        }
        self.save_keys(&guard, &keys)?;
        self.verify_keys(&keys)
    }

    /// Where the list of the key file in use is fetched; `None` when the file names none, or one of another host.
    pub(crate) fn plan_status_list(&self, origin: &str) -> Result<Option<Request>, Error> {
        let keys = self.load_keys()?;
        let file = keys.active.as_deref().ok_or(Error::NotActivated)?;
        let claims = self.open_key_file(&keys, file)?;
        let path = claims.status.as_ref().and_then(|status| status.status_list.uri.strip_prefix(origin));
        Ok(path.filter(|path| path.starts_with('/')).map(|path| Request::get(path).brief(true)))
    }

    /// The list as a text to carry, after a look at who signed it.
    pub(crate) fn accept_status_list(&self, answer: Result<Response, Error>) -> Result<String, Error> {
        let answer = answer?;
        let file: StatusListFile = answer.read(&[200])?;
        let keys = self.load_keys()?;
        StatusList::open(&file.status_list, &file.issuing_keys, &self.trust(&keys), &self.setup.product)
            .map_err(KeyTrouble::List)?;
        String::from_utf8(answer.body.to_vec()).map_err(|_| Error::Answer { status: answer.status })
    }

    fn note_list(&self, keys: &mut Keys, list: &StatusList) -> Result<(), Error> {
        let files = [keys.active.as_deref(), keys.reserve.as_deref()];
        let spoken: Vec<_> = files
            .into_iter()
            .flatten()
            .filter_map(|file| self.open_key_file(keys, file).ok())
            .filter_map(|claims| list.status_of(&claims).map(|status| (claims.jti, status)))
            .collect();
        if keys.active.is_none() {
            return Err(Error::NotActivated);
        }
        if spoken.is_empty() {
            return Err(KeyTrouble::OtherList.into());
        }
        let taken = keys.lists.get(&list.sub).copied().unwrap_or(0);
        if list.seq < taken {
            return Err(KeyTrouble::OldList { found: list.seq, taken }.into());
        }
        keys.lists.insert(list.sub.clone(), list.seq);
        keys.signed = keys.signed.max(list.iat);
        for (serial, status) in spoken {
            let before = keys.listed.get(&serial).filter(|known| known.status == status && status != Status::Valid);
            let since = before.map_or(list.iat, |known| known.since.min(list.iat));
            keys.listed.insert(serial, Listed { status, since, ask_after: list.ask_after() });
        }
        Ok(())
    }

    /// Issuing keys that a root key took back come with a list. `true` when there was news.
    fn take_revoked_keys(&self, keys: &mut Keys, file: &StatusListFile) -> Result<bool, Error> {
        let Some(text) = &file.revoked_keys else { return Ok(false) };
        let untrusted = |error: TrustError| Error::Key(KeyTrouble::List(StatusError::Untrusted(error)));
        let found = KeyRevocations::open(text, &self.setup.roots).map_err(untrusted)?;
        let known = keys.revoked_keys.as_deref().and_then(|text| KeyRevocations::open(text, &self.setup.roots).ok());
        let is_news = known.is_none_or(|known| known.seq < found.seq);
        if is_news {
            keys.revoked_keys = Some(text.clone());
        }
        Ok(is_news)
    }

    /// Takes a list of issuing keys that were taken back, as it comes within an update of the product.
    pub(crate) fn take_key_revocations(&self, text: &str) -> Result<(), Error> {
        let guard: Guard = self.setup.store.lock()?;
        let mut keys = self.load_keys()?;
        let file = StatusListFile {
            status_list: String::new(),
            issuing_keys: Vec::new(),
            revoked_keys: Some(text.trim().to_owned()),
        };
        if self.take_revoked_keys(&mut keys, &file)? {
            self.save_keys(&guard, &keys)?;
        }
        Ok(())
    }
}

fn read(file: &str) -> Result<StatusListFile, Error> {
    // Editors and shells of Windows put a mark before a text that they save.
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    serde_json::from_str(file).map_err(|_| KeyTrouble::List(StatusError::Untrusted(TrustError::Claims)).into())
}
