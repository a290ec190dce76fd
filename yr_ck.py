import hashlib,re,sys
def sqlite(t):
    out=[];T={'uuid':'blob','bytea':'blob','bigint':'integer'}
    for line in t.splitlines(True):
        i=line.find('--'); code,c=(line,'') if i<0 else (line[:i],line[i:])
        code=code.replace("bigint generated always as identity primary key","integer primary key autoincrement")
        code=re.sub(r'[A-Za-z0-9_]+',lambda m:T.get(m.group(0),m.group(0)),code)
        out.append(code+c)
    return ''.join(out)
t=open('modules/support/migrations/20261230400100_support_imports.sql').read()
print(hashlib.sha384(t.encode()).hexdigest()); print(hashlib.sha384(sqlite(t).encode()).hexdigest())
