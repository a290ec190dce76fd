import sys,hashlib,re
T={'uuid':'blob','bytea':'blob','bigint':'integer'}
def derive(t,eng):
    sec=None;out=''
    for line in t.splitlines(True):
        s=line.rstrip()
        if s=='-- postgres:': sec='postgres';continue
        if s=='-- sqlite:': sec='sqlite';continue
        if s=='-- both:': sec=None;continue
        if sec is None and eng=='sqlite':
            i=line.find('--'); code,com=(line,'') if i<0 else (line[:i],line[i:])
            code=code.replace("bigint generated always as identity primary key","integer primary key autoincrement")
            out+=re.sub(r'[A-Za-z0-9_]+',lambda m:T.get(m.group(0),m.group(0)),code)+com
        elif sec is None or sec==eng: out+=line
    return out
for f in sys.argv[1:]:
    t=open(f).read(); n=f.split('/')[-1][:-4]; v,name=n.split('_',1)
    for e in('postgres','sqlite'):
        print(v,name,e,hashlib.sha384(derive(t,e).encode()).hexdigest())
