import { useState } from 'react';
import { useIdentify, useShirube } from './shirube';

export function App() {
  const [user, setUser] = useState(() => sessionStorage.getItem('user') ?? undefined);
  const [tasks, setTasks] = useState<string[]>([]);
  const shirube = useShirube();
  useIdentify(user);
  const signIn = () => {
    sessionStorage.setItem('user', 'anna');
    setUser('anna');
    void shirube?.identify('anna', {}, { login: true });
  };
  const add = () => {
    setTasks([...tasks, `Task ${tasks.length + 1}`]);
    void shirube?.track('task_added');
  };
  return (
    <main>
      <h1>Tasks</h1>
      <p>{user ? `Signed in as ${user}` : 'Not signed in'}</p>
      <button type="button" onClick={signIn}>
        Sign in
      </button>
      <button type="button" id="add" onClick={add}>
        Add a task
      </button>
      <ul>
        {tasks.map((task) => (
          <li key={task}>{task}</li>
        ))}
      </ul>
    </main>
  );
}
