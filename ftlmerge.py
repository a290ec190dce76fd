import re,sys
for f in sys.argv[1:]:
    out=[];L=open(f).read().split('\n');i=0
    while i<len(L):
        if L[i].startswith('<<<<<<< '):
            a=[];b=[];i+=1
            while not L[i].startswith('======='): 
                if L[i].startswith('|||||||'):
                    while not L[i].startswith('======='): i+=1
                    break
                a.append(L[i]); i+=1
            i+=1
            while not L[i].startswith('>>>>>>> '): b.append(L[i]); i+=1
            i+=1
            keys={l.split(' =')[0]:l for l in a if ' =' in l and not l.startswith('#')}
            used=set()
            for l in b:
                k=l.split(' =')[0]
                if ' =' in l and k in keys: out.append(keys[k]); used.add(k)
                else: out.append(l)
            for k,l in keys.items():
                if k not in used: out.append(l)
        else: out.append(L[i]); i+=1
    open(f,'w').write('\n'.join(out))
